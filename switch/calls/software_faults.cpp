#include "switch/calls/software_faults.hpp"

#include <stdexcept>

namespace forlopp::exchange {
namespace {

/// The compiler must not know that it points nowhere.
int* volatile nowhere = nullptr;

}  // namespace

void strike(Strike what) {
  switch (what) {
    case Strike::none: return;
    case Strike::throws: throw std::runtime_error{"software fault in a half-call"};
    case Strike::null_dereference: *nowhere = 1; return;
  }
}

}  // namespace forlopp::exchange
