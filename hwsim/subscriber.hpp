#pragma once

#include <memory>
#include <optional>

#include "hwsim/call_outcome.hpp"
#include "hwsim/population.hpp"
#include "hwsim/telephone.hpp"
#include "runtime/script.hpp"

namespace forlopp::hwsim {

/// A telephone in the hands of a script. Its sounds arrive in the script's mailbox. Only for that
/// script's process.
class Telephone {
 public:
  /// Takes the telephone at `port` from whoever held it; `card` simulates the card.
  Telephone(runtime::Context self, runtime::Pid card, hal::PortAddress port);

  hal::PortAddress port() const { return port_; }
  void lift() const { self_.send(card_, Lift{port_.port}); }
  void hang_up() const { self_.send(card_, HangUp{port_.port}); }
  void press(char symbol) const { self_.send(card_, Press{port_.port, symbol}); }
  void flash() const { self_.send(card_, PressFlash{port_.port}); }
  void say(Utterance voice) const { self_.send(card_, Say{port_.port, voice}); }

 private:
  runtime::Context self_;
  runtime::Pid card_;
  hal::PortAddress port_;
};

/// Which impressions somebody waits for.
using Wanted = bool (*)(Impression);

/// Listens until there is something wanted; nothing after `patience`.
runtime::Task<std::optional<Hearing>> hear(runtime::Context self, Wanted wanted,
                                           runtime::Duration patience);
/// Dials with the pauses of a person; true unless a refusing tone came in between.
runtime::Task<bool> dial(runtime::Context self, Telephone telephone, hal::Digits digits,
                         std::shared_ptr<const Habits> habits);
/// A call from lifting to hanging up, as somebody with these habits makes it.
runtime::Task<CallOutcome> make_call(runtime::Context self, Telephone telephone,
                                     Intention intention, std::shared_ptr<const Habits> habits);
/// From the first ring to hanging up again, or to the last ring.
runtime::Task<> take_call(runtime::Context self, Telephone telephone,
                          std::shared_ptr<const Habits> habits);

/// To a `subscriber`: call that number. Answered by a `CallOutcome` to `asker`. Waits its turn if
/// the telephone is in use.
struct MakeCall {
  hal::Digits number{};
  runtime::Pid asker{};
};
/// Somebody's whole life at a telephone, as a script: makes the calls that it is told to, and
/// answers when it rings.
runtime::Task<> subscriber(runtime::Context self, runtime::Pid card, hal::PortAddress port,
                           std::shared_ptr<const Habits> habits);

}  // namespace forlopp::hwsim
