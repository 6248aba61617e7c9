#include "scenarios/live/live_publisher.hpp"

#include <algorithm>
#include <utility>

#include "scenarios/engine/run_collector.hpp"

namespace forlopp::live {

LivePublisher::LivePublisher(management::Board& board, management::EventLog& log)
    : board_{board}, chronicle_{log, books_} {}

void LivePublisher::begins(const scenario::RunInside& inside) {
  inside_ = &inside;
  books_ = {};
  chronicle_.start_anew();
  topics_.clear();
  is_board_void_ = true;
  inquiries_.emplace(inside, books_, survey_);
  ladders_.emplace(inside, books_, traces_);
  books_.calls.look_up_in(inside.exchange.journal());
  books_.groups.open(inside.exchange.data().config().trunk_groups.size());
  books_.series.take_delays_from(&inside.collector.set_up_delays());
}

void LivePublisher::publish(const RunStatus& status, management::Stamp stamp) {
  if (inside_ == nullptr) return;
  if (status.mode == RunMode::rewinding) return publish_way_back(status);
  if (std::exchange(is_board_void_, false)) board_.start_anew();
  const runtime::Instant now = inside_->node.now();
  ladders_->pass();
  books_.restarts.forget_before(now);
  books_.series.pass(now);
  books_.groups.pass(now);
  survey_.take(inside_->node, books_.restarts);
  write_topics(status, board_.wanted());
  set_metrics(status);
  board_.stamp(stamp);
}

/// How far it is; everything else stays as it was.
void LivePublisher::publish_way_back(const RunStatus& status) {
  std::vector<management::View> wanted = board_.wanted();
  std::erase_if(wanted, [](const management::View& view) { return view.topic != "run"; });
  write_topics(status, wanted);
}

void LivePublisher::write_topics(const RunStatus& status,
                                 const std::vector<management::View>& wanted) {
  const bool shows_calls =
      std::ranges::find(wanted, "calls", &management::View::topic) != wanted.end();
  if (shows_calls) books_.calls.look_up_numbers();
  const Sight sight{*inside_, books_, survey_, status, inside_->node.now()};
  std::erase_if(topics_, [&](const auto& topic) {
    return std::ranges::find(wanted, topic.first) == wanted.end();
  });
  for (const management::View& view : wanted) {
    std::unique_ptr<Topic>& topic = topics_[view];
    if (!topic) topic = make_topic(view.topic);
    if (topic) topic->write(board_, view, sight);
  }
}

void LivePublisher::set_metrics(const RunStatus& status) {
  Gauges gauges{.health = health_of(books_, survey_.mailbox_max()),
                .vtime = status.vtime.count(),
                .answered = books_.series.answers(),
                .failed = books_.series.failures(),
                .blocked = books_.series.blocks(),
                .processes = status.processes,
                .messages = status.messages};
  const auto& groups = inside_->exchange.data().config().trunk_groups;
  for (std::uint16_t i = 0; i < groups.size(); ++i) {
    const GroupBook::Group group = books_.groups.group(i);
    gauges.groups.push_back(
        {groups[i].name, groups[i].circuits, group.busy, group.offered, group.blocked});
  }
  metrics_.set(std::move(gauges));
}

std::optional<management::Answer> LivePublisher::answer(const management::Request& request) {
  if (!inquiries_) return std::nullopt;
  auto answer = inquiries_->answer(request);
  return answer ? std::move(answer) : ladders_->answer(request);
}

}  // namespace forlopp::live
