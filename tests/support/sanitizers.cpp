/// Read by the leak sanitizer: what the tests in this file lose is lost on purpose.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:abandoned_process_test.cpp\n";
}
