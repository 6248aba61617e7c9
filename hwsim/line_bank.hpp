#pragma once

#include <memory>
#include <vector>

#include "hwsim/backplane.hpp"
#include "hwsim/people.hpp"
#include "hwsim/telephone.hpp"
#include "runtime/context.hpp"
#include "switch/hal/command.hpp"
#include "switch/hal/event.hpp"
#include "switch/hal/state_report.hpp"

namespace forlopp::hwsim {

/// Is told what the lines of a card notice.
class LineWatcher {
 public:
  virtual void noticed(runtime::Context& context, hal::PortNumber port, hal::EventKind kind,
                       std::uint16_t value) = 0;

 protected:
  ~LineWatcher() = default;
};

/// The line circuits of one card, the telephones at their ends and the people who use them:
/// everything that is there whether or not the card's firmware is well. Ports count from 1
/// and must exist. Only for the card's process.
class LineBank final : public Telephones {
 public:
  /// `watcher` outlives it.
  LineBank(hal::CardAddress card, hal::PortNumber ports, std::shared_ptr<const Backplane> backplane,
           std::shared_ptr<const Population> population, LineWatcher& watcher);

  hal::PortNumber ports() const { return static_cast<hal::PortNumber>(lines_.size()); }
  std::vector<hal::PortState> states() const;
  People& people() { return people_; }

  // What people do.
  void hold(hal::PortNumber port, runtime::Pid person) { at(port).person = person; }
  void lift(runtime::Context& context, hal::PortNumber port) override;
  void hang_up(runtime::Context& context, hal::PortNumber port) override;
  void press(runtime::Context& context, hal::PortNumber port, char symbol) override;
  void say(runtime::Context& context, hal::PortNumber port, Utterance voice) override;
  void flash(runtime::Context& context, hal::PortNumber port);

  /// What the exchange wants; `Reset` is not for a line.
  hal::CommandOutcome carry_out(runtime::Context& context, hal::PortNumber port,
                                const hal::Action& action);

  // What comes and goes over paths.
  void listen(runtime::Context& context, const Listen& listen);
  void stop_listening(const StopListening& stop);
  void arrive(runtime::Context& context, const SoundOnPath& sound);

  // What happens to lines and to the card.
  void short_line(runtime::Context& context, hal::PortNumber port);
  /// One more hook change of a line that babbles.
  void babble(runtime::Context& context, hal::PortNumber port);
  void heal(runtime::Context& context, hal::PortNumber port);
  bool is_shorted(hal::PortNumber port) const;
  /// Out of the slot: nothing works, paths are gone.
  void unplug(runtime::Context& context);
  /// In the slot, and the card begins a new run: no tones, no ringing; paths stay.
  void restart(runtime::Context& context);

 private:
  enum class Fault : std::uint8_t { none, shorted, babbling };
  enum class Supply : std::uint8_t { on, off };

  struct Line {
    hal::PortState state{};  // As the card senses and drives it.
    hal::Hook handset = hal::Hook::on;
    hal::Hook chatter = hal::Hook::on;  // What a babbling line pretends.
    Fault fault = Fault::none;
    Utterance voice = Utterance::speech;
    Sound far{};              // What the path brings.
    hal::PathEnd listener{};  // Who hears this line.
    Hearing told{};
    runtime::Pid person{};  // Nobody: one of `people_`.
  };
  struct CarryOut;

  Line& at(hal::PortNumber port) { return lines_.at(port - std::size_t{1}); }
  const Line& at(hal::PortNumber port) const { return lines_.at(port - std::size_t{1}); }
  hal::PortAddress address(hal::PortNumber port) const { return {card_, port}; }
  bool is_lifted(const Line& line) const;
  Sound sound_of(const Line& line) const;
  Hearing heard_at(const Line& line) const;

  void sense(runtime::Context& context, hal::PortNumber port);
  void notice(runtime::Context& context, hal::PortNumber port, hal::EventKind kind,
              std::uint16_t value);
  void tell_person(runtime::Context& context, hal::PortNumber port);
  void tell_listener(runtime::Context& context, hal::PortNumber port);
  void line_changed(runtime::Context& context, hal::PortNumber port);
  void ring(runtime::Context& context, hal::PortNumber port, hal::Cadence cadence);
  void stop_ringing(runtime::Context& context, hal::PortNumber port);
  void set_path(runtime::Context& context, hal::PortNumber port, hal::PathEnd end);

  hal::CardAddress card_;
  std::shared_ptr<const Backplane> backplane_;
  LineWatcher& watcher_;
  Supply supply_ = Supply::on;
  std::vector<Line> lines_;
  People people_;
};

}  // namespace forlopp::hwsim
