// Goal: on two processors a half-call may be at work, and its line dial, before its card has been
// told that it has started.
// Method: a supervisor of half-calls that starts one and keeps the news to itself for a while.
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "switch/calls/half_start.hpp"
#include "switch/config/names.hpp"
#include "switch/lines/line_messages.hpp"
#include "tests/unit/switch/exchange_lab.hpp"

namespace forlopp::exchange {
namespace {

/// To the supervisor: tell who has started.
struct TellNow {};

/// Gives dial tone and writes down what it hears.
class ListeningHalf final : public runtime::ProcessCode {
 public:
  ListeningHalf(StartOriginating start, std::vector<DigitHeard>* heard)
      : start_{start}, heard_{heard} {}
  void init(runtime::Context& context) override {
    const auto port = static_cast<std::uint16_t>(index(start_.line));
    context.send(start_.card, line::GiveTone{{port, start_.call}, callmodel::ToneId::dial});
  }
  void receive(runtime::Context&, runtime::Message message) override {
    if (const auto* digit = message.get_if<DigitHeard>()) heard_->push_back(*digit);
  }

 private:
  StartOriginating start_;
  std::vector<DigitHeard>* heard_;
};

/// Takes the name of the supervisor of half-calls.
class SlowSupervisor final : public runtime::ProcessCode {
 public:
  explicit SlowSupervisor(std::vector<DigitHeard>* heard) : heard_{heard} {}
  void init(runtime::Context& context) override {
    context.unregister_name(names().calls_sup);
    context.register_name(names().calls_sup);
  }
  void receive(runtime::Context& context, runtime::Message message) override {
    if (const auto* order = message.get_if<runtime::Call<runtime::StartChild>>()) {
      const auto* start = order->request.argument.get_if<HalfStart>();
      started_ = context.spawn<ListeningHalf>({}, std::get<StartOriginating>(*start), heard_);
      asked_by_ = order->from;
    } else if (message.is<TellNow>()) {
      context.reply(asked_by_, runtime::StartChildAnswer{started_});
    }
  }

 private:
  std::vector<DigitHeard>* heard_;
  runtime::Pid started_;
  runtime::From asked_by_;
};

TEST(StartingHalf, HearsTheDigitsDialledBeforeItsCardKnowsThatItHasStarted) {
  ExchangeLab lab;
  std::vector<DigitHeard> heard;
  const runtime::Pid calls = lab.node.spawn<SlowSupervisor>({}, &heard);
  lab.lift(0);
  EXPECT_EQ(lab.state(0).tone, hal::Tone::dial);
  lab.dial(0, "20");
  EXPECT_EQ(heard.size(), 2U);
  lab.node.send(calls, TellNow{});
  lab.run(100ms);
  lab.dial(0, "0");
  EXPECT_EQ(heard.size(), 3U);
}

}  // namespace
}  // namespace forlopp::exchange
