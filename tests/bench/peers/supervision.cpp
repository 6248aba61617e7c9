#include <memory>

#include "runtime/supervisor.hpp"
#include "tests/bench/peers/works.hpp"

namespace forlopp::bench::peers {
namespace {

using namespace runtime;

constexpr std::int64_t at_first = 1'000;
constexpr std::int64_t after = 100'000;
constexpr std::int64_t in_all = after + at_first;

struct Fall {};
struct Done {};

/// What one supervisor and its child, who never run at once, note down.
struct Course {
  Pid waiting{};  ///< Who wants to know when it is over.
  std::int64_t starts = 0;
  std::int64_t starts_max = 0;
  Instant started{};
  Instant first_done{};
  Instant after_done{};
  Instant fell{};
  Duration delays{};
};

/// Crashes as soon as it gets its first message, its own.
class Faller final : public ProcessCode {
 public:
  explicit Faller(Course& course) : course_{course} {}
  void init(Context& context) override {
    if (course_.starts <= course_.starts_max) context.send(context.self(), Fall{});
  }
  void receive(Context& context, Message) override {
    course_.fell = context.now();
    context.stop(ExitReason{"fell"});
  }

 private:
  Course& course_;
};

void note(Context& context, Course& course) {
  if (course.starts == 0) {
    course.started = context.now();
  } else {
    course.delays += context.now() - course.fell;
  }
  if (course.starts == at_first) course.first_done = context.now();
  if (course.starts == after) course.after_done = context.now();
  if (course.starts == course.starts_max) context.send(course.waiting, Done{});
  ++course.starts;
}

ChildStart start_faller(Context& context, Course& course) {
  note(context, course);
  return context.start_link<Faller>(plain, course);
}

SupervisorSpec course_spec(const std::shared_ptr<Course>& course) {
  SupervisorSpec spec{.intensity = {1'000'000'000, std::chrono::seconds{1}}};
  spec.children.push_back({.id = "faller", .start = [course](Context& context, Message&) {
                             return start_faller(context, *course);
                           }});
  return spec;
}

class Judge final : public ProcessCode {
 public:
  using Report = void (*)(const Course& course, Instant now);
  Judge(std::int64_t restarts, Report report) : restarts_{restarts}, report_{report} {}
  void init(Context& context) override {
    course_->waiting = context.self();
    course_->starts_max = restarts_;
    context.spawn(plain, supervisor(course_spec(course_)));
  }
  void receive(Context& context, Message) override {
    report_(*course_, context.now());
    context.stop();
  }

 private:
  std::int64_t restarts_;
  Report report_;
  std::shared_ptr<Course> course_ = std::make_shared<Course>();
};

double per_second(Duration took) {
  return static_cast<double>(at_first) / std::chrono::duration<double>{took}.count();
}

}  // namespace

void restarts(unsigned schedulers) {
  play<Judge>(
      schedulers, in_all, +[](const Course& course, Instant now) {
        report("restarts_first", per_second(course.first_done - course.started));
        report("restarts_later", per_second(now - course.after_done));
      });
}
void restart_delay(unsigned schedulers) {
  play<Judge>(
      schedulers, at_first, +[](const Course& course, Instant) {
        report("restart_delay", each(course.delays, at_first));
      });
}

}  // namespace forlopp::bench::peers
