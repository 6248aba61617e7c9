# Fails when clang-format would change a source file. `./dev format` mends it.
foreach(component examples ports runtime callmodel switch hwsim scenarios tests)
  file(GLOB_RECURSE found ${source_dir}/${component}/*.cpp ${source_dir}/${component}/*.hpp)
  list(APPEND sources ${found})
endforeach()
execute_process(COMMAND ${clang_format} --dry-run -Werror ${sources} RESULT_VARIABLE status
  ERROR_VARIABLE complaints)
if(NOT status EQUAL 0)
  string(SUBSTRING "${complaints}" 0 4000 complaints)
  message(FATAL_ERROR "Not formatted; run ./dev format.\n${complaints}")
endif()
