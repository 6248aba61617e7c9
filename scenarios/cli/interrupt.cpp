#include "scenarios/cli/interrupt.hpp"

#include <array>
#include <csignal>

namespace forlopp::cli {
namespace {

constexpr std::array signals{SIGINT, SIGTERM, SIGHUP};
volatile std::sig_atomic_t noted = 0;

void note(int signal) {
  noted = 1;
  std::signal(signal, SIG_DFL);
}

using Action = void (*)(int);

void act_on_signals(Action action) {
  for (const int signal : signals) {
    const Action before = std::signal(signal, action);
    if (signal == SIGHUP && before == SIG_IGN) std::signal(signal, SIG_IGN);
  }
}

}  // namespace

InterruptNoted::InterruptNoted() {
  noted = 0;
  act_on_signals(&note);
}

InterruptNoted::~InterruptNoted() {
  act_on_signals(SIG_DFL);
}

bool InterruptNoted::happened() {
  return noted != 0;
}

}  // namespace forlopp::cli
