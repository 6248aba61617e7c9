#include "runtime/tracer.hpp"

#include "runtime/internal/tracing.hpp"
#include "runtime/internal/trap.hpp"

namespace forlopp::runtime {

bool start_trace(Context tracer, Pid process, const TraceFlags& flags) {
  const trap::RuntimeScope scope;
  return tracer.node().tracing().set(tracer.self(), process, flags);
}

bool stop_trace(Context tracer, Pid process) {
  const trap::RuntimeScope scope;
  return tracer.node().tracing().clear(tracer.self(), process);
}

std::optional<TraceSettings> trace_of(Context self, Pid process) {
  const trap::RuntimeScope scope;
  return self.node().tracing().settings(process);
}

}  // namespace forlopp::runtime
