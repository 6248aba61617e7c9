/// Read by the leak sanitizer: what tests of this name lose is lost on purpose.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:AbandonedProcess_\n";
}
