#include "scenarios/cli/interrupt.hpp"

#include <array>
#include <csignal>

namespace forlopp::cli {
namespace {

constexpr std::array signals{SIGINT, SIGTERM};
volatile std::sig_atomic_t noted = 0;

void note(int signal) {
  noted = 1;
  std::signal(signal, SIG_DFL);
}

}  // namespace

InterruptNoted::InterruptNoted() {
  noted = 0;
  for (const int signal : signals) std::signal(signal, &note);
}

InterruptNoted::~InterruptNoted() {
  for (const int signal : signals) std::signal(signal, SIG_DFL);
}

bool InterruptNoted::happened() {
  return noted != 0;
}

}  // namespace forlopp::cli
