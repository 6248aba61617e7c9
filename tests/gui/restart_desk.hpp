#pragma once

#include <gtest/gtest.h>

#include "gui/desk.hpp"
#include "tests/gui/restart_events.hpp"

namespace forlopp::console {

/// Remembers what it is asked and what is wanted, and answers when the test says so.
class PatientAsker : public Asker {
 public:
  struct Question {
    QString what;
    QCborMap arguments;
    Then then;
  };
  std::vector<Question> asked{};
  QStringList wanted{};

  void ask(const QString& what, QCborMap arguments, Then then) override {
    asked.push_back({what, std::move(arguments), std::move(then)});
  }
  void want(const View& view) override {
    wanted.append(view.topic + QLatin1Char{' '} + view.scope);
  }
  void unwant(const View& view) override {
    wanted.removeOne(view.topic + QLatin1Char{' '} + view.scope);
  }
};

/// A desk whose clock stands still until the test moves it.
class RestartDesk : public testing::Test {
 protected:
  void note(const Event& event) {
    picture.apply({.happened = {event}, .stamp = {event.vtime, event.number}});
  }
  void after(qint64 milliseconds) {
    now += milliseconds;
    picture.restarts().pass();
  }

  qint64 now = 100'000;
  Reports reports{};
  Picture picture{[this] { return now; }};
  PatientAsker questions{};
  Focus focus{};
  Commands commands{picture, questions, focus};
  Desk desk{picture, questions, focus, commands};
};

}  // namespace forlopp::console
