# Installs the build, builds the consumer against it, runs it.
function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(prefix ${build_dir}/installed)
set(consumer ${build_dir}/consumer)
file(REMOVE_RECURSE ${prefix} ${consumer})
run(${CMAKE_COMMAND} --install ${build_dir} --prefix ${prefix})
run(${CMAKE_COMMAND} -S ${source_dir} -B ${consumer} -G ${generator}
  -D CMAKE_PREFIX_PATH=${prefix})
run(${CMAKE_COMMAND} --build ${consumer})
run(${consumer}/counter)
