#include "gui/guide_steps.hpp"

namespace forlopp::console {
namespace {

constexpr std::array steps{
    GuideStep{
        .id = "tree",
        .title = "Who looks after whom",
        .text =
            "This is a telephone exchange at work. Each row of the tree is a process, and above "
            "each process stands its supervisor. When one dies, its supervisor starts it again. "
            "The meter shows how many restarts a supervisor has left.",
        .spotlight = "supervision",
        .row = "shelf 1"},
    GuideStep{.id = "shelves",
              .title = "The hardware",
              .text = "Two shelves with cards, and on each card twelve telephone lines. Each cell "
                      "is one of them, or, when small, a part of the bar; the signs at the top say "
                      "what they mean. People lift, dial and talk all the time.",
              .spotlight = "shelves"},
    GuideStep{.id = "pull",
              .title = "Pull a card",
              .text = "Now pull card 1/2 out of its shelf while people talk. What will happen? "
                      "Choose first. Then press the button, or do it as always: a right click on "
                      "the card, card_pulled, Inject.",
              .spotlight = "shelves",
              .choices = {{{"The whole exchange starts anew",
                            "That is what one fears, and it does not happen: only what hung on the "
                            "card is lost. See for yourself.",
                            false},
                           {"The calls on this card end, all others go on",
                            "That is it. Nobody else even notices.", true},
                           {"Nothing: it is only a card",
                            "Nearly. Its own calls do end, for their wires are gone. But no other "
                            "call does.",
                            false}}},
              .deed = {.title = "Pull card 1/2",
                       .word = "inject",
                       .arguments = {{{"fault", "card_pulled"},
                                      {"target", "card 1/2"},
                                      {"reinserted_after", "15 s"},
                                      {"expect", "recovered within 20s"},
                                      {"judged_after", "22 s"}}}},
              .done = {"alarm", "raised", "object", "card "},
              .happened = "An alarm was raised: the exchange has noticed by itself."},
    GuideStep{.id = "watch",
              .title = "Watch it mend itself",
              .text = "The calls of that card have ended with a cause of their own, and the others "
                      "talk on. After fifteen seconds the card is put back: it boots, is checked, "
                      "and its lines come back. Wait until the alarm is cleared.",
              .spotlight = "alarms",
              .deed = {.title = "Put it back now", .word = "halt"},
              .done = {"alarm", "cleared", "object", "card "},
              .happened = "The alarm is gone, and nobody had to do anything."},
    GuideStep{.id = "kill",
              .title = "Kill a process",
              .text =
                  "The card 1/1 is sound, but the process that looks after it need not be. Kill "
                  "it, and watch its row and the meter of shelf 1, its supervisor.",
              .spotlight = "supervision",
              .row = "card 1/1",
              .deed = {.title = "Kill the process of card 1/1",
                       .word = "inject",
                       .arguments = {{{"fault", "process_killed"},
                                      {"target", "process of card 1/1"},
                                      {"expect", "calls_lost == 0; restarts == 1"},
                                      {"judged_after", "2 s"}}}},
              .done = {"supervision", "restarted", "child", "card "},
              .happened = "Its supervisor started it again in the same moment, its calls went on, "
                          "and one notch of the budget is spent."},
    GuideStep{
        .id = "escalate",
        .title = "When once more is once too often",
        .text = "Who dies again and again is not helped by being started again. shelf 1 may "
                "restart three times in a minute. What will it do at the fourth? Choose, and "
                "kill the process of card 1/1 four times; or kill the supervisor itself, by "
                "a right click on shelf 1.",
        .spotlight = "supervision",
        .row = "shelf 1",
        .choices = {{{"It goes on restarting, for ever",
                      "That would hide that something is wrong. It has a budget, and gives "
                      "up when that is spent.",
                      false},
                     {"It gives up, and the shelf starts anew",
                      "Yes: the one above it takes over. It is called escalation.", true},
                     {"The exchange stops",
                      "Only if all supervisors give up, up to the top. The next one above has "
                      "a budget of its own.",
                      false}}},
        .deed = {.title = "Kill it four times",
                 .word = "inject",
                 .arguments = {{{"fault", "process_killed"},
                                {"target", "process of card 1/1"},
                                {"every", "1 s"},
                                {"times", "4"}}}},
        .done = {"supervision", "restarted", "child", "shelf "},
        .happened = "shelf 1 was started anew by the supervisor above it. The other shelf "
                    "did not notice."},
    GuideStep{.id = "take_back",
              .title = "Take it back",
              .text = "Some faults last. Let the link of card 1/1 lose messages. Then choose the "
                      "fault in the list and press Take back; or press HALT, at the top right, "
                      "which takes back everything, at any time.",
              .spotlight = "faults",
              .deed = {.title = "Lose messages",
                       .word = "inject",
                       .arguments = {{{"fault", "message_loss"},
                                      {"target", "link 1/1"},
                                      {"probability", "20 %"},
                                      {"expect", "calls_lost == 0"}}}},
              .done = {"fault", "taken_back", nullptr, nullptr},
              .happened = "It is taken back. What was expected of it is judged in the list."},
};

}  // namespace

std::span<const GuideStep> guide_steps() {
  return steps;
}

const char* guide_farewell() {
  return "That was it. Where to go on: a right click on anything, or F, offers what can break it; "
         "the "
         "form tells beforehand what it would do. S steps to the next thing that a supervisor "
         "does, "
         "Space pauses. Ctrl+Shift+P finds every command. A whole town: ./dev console busy_hour.";
}

}  // namespace forlopp::console
