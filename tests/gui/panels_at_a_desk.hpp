#pragma once

#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QMenu>
#include <algorithm>
#include <ranges>

#include <gtest/gtest.h>

#include "gui/desk.hpp"
#include "tests/gui/canned_exchange.hpp"

namespace forlopp::console {

inline QString word(const char* text) {
  return QString::fromUtf8(text);
}

/// Remembers what it is asked, and answers when the test wants it.
class Questions : public Asker {
 public:
  struct Question {
    QString what;
    QCborMap arguments;
    Then then;
  };
  std::vector<Question> asked{};
  QStringList wanted{};

  /// The last one of this word; null if there was none.
  const Question* last(const QString& what) const {
    const auto newest_first = asked | std::views::reverse;
    const auto found = std::ranges::find(newest_first, what, &Question::what);
    return found == newest_first.end() ? nullptr : &*found;
  }

  void ask(const QString& what, QCborMap arguments, Then then) override {
    asked.push_back({what, std::move(arguments), std::move(then)});
  }
  void want(const View& view) override { wanted.append(view.topic); }
  void unwant(const View& view) override { wanted.removeOne(view.topic); }
};

/// Panels with the canned exchange, and no line.
class PanelsAtADesk : public testing::Test {
 protected:
  PanelsAtADesk() {
    picture.choose_processes(word("mailbox"));
    const ReadMessage hello = read_message(canned_hello().toCborValue().toCbor());
    picture.greet(std::get<Hello>(hello.message));
    picture.set_line({LineState::Phase::up, {}});
  }
  void show_frame() {
    ReadMessage frame = read_message(canned_frame().toCborValue().toCbor());
    EXPECT_EQ(frame.error, QString{});
    Store store;
    store.add(std::get<Frame>(std::move(frame.message)));
    picture.apply(store.take());
  }
  /// As if they came with a frame, after all that has been.
  void happen(std::vector<Event> events) {
    for (Event& event : events) event.number = picture.stamp().event + ++happened;
    picture.events().append({events.begin(), events.end()});
  }
  /// The first fault that the menu key offers there; nothing without a menu.
  static QString first_offered_by_key(QWidget& view) {
    QContextMenuEvent key{QContextMenuEvent::Keyboard, {}, {}};
    QCoreApplication::sendEvent(&view, &key);
    auto* menu = view.findChild<QMenu*>(word("fault_menu"));
    if (menu == nullptr) return {};
    menu->close();
    return menu->actions().front()->text();
  }
  void answer_last(const QCborMap& result) {
    Reply reply;
    reply.result = result;
    questions.asked.back().then(reply);
  }

  qint64 happened = 0;
  Picture picture;
  Questions questions;
  Focus focus;
  Commands commands{picture, questions, focus};
  Desk desk{picture, questions, focus, commands};
};

}  // namespace forlopp::console
