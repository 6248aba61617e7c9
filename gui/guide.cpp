#include "gui/guide.hpp"

#include <QSettings>
#include <algorithm>

#include "gui/models/event_fields.hpp"

namespace forlopp::console {
namespace {

constexpr const char* step_key = "guide/step";
constexpr const char* seen_key = "guide/seen";

int step_count() {
  return static_cast<int>(guide_steps().size());
}

bool says(const Event& event, const char* field, const char* begins) {
  if (field == nullptr || begins == nullptr) return true;
  return text_of(event, field).startsWith(QLatin1String{begins});
}

bool is_sign(const GuideSign& sign, const Event& event) {
  return sign.event_class != nullptr && event.event_class == QLatin1String{sign.event_class} &&
         says(event, "kind", sign.kind) && says(event, sign.field, sign.begins);
}

}  // namespace

Guide::Guide(QObject* parent)
    : QObject{parent},
      number_{std::clamp(QSettings{}.value(QLatin1String{step_key}).toInt(), 0, step_count() - 1)} {
}

bool Guide::is_news() {
  return !QSettings{}.value(QLatin1String{seen_key}).toBool();
}

const GuideStep* Guide::step() const {
  if (stage_ != Stage::running) return nullptr;
  return &guide_steps()[static_cast<std::size_t>(number_)];
}

bool Guide::may_act() const {
  const GuideStep* now = step();
  return now != nullptr && now->deed.title != nullptr &&
         (now->choices.front().text == nullptr || chosen_ >= 0);
}

void Guide::start() {
  if (stage_ == Stage::finished) return start_over();
  QSettings{}.setValue(QLatin1String{seen_key}, true);
  stage_ = Stage::running;
  emit changed();
}

void Guide::start_over() {
  stage_ = Stage::running;
  QSettings{}.setValue(QLatin1String{seen_key}, true);
  happened_ = nullptr;
  go_to(0);
}

void Guide::leave() {
  QSettings{}.setValue(QLatin1String{seen_key}, true);
  stage_ = Stage::offered;
  emit changed();
}

void Guide::next() {
  if (stage_ != Stage::running) return;
  happened_ = nullptr;
  go_to(number_ + 1);
}

void Guide::back() {
  if (stage_ == Stage::finished) stage_ = Stage::running;
  if (stage_ != Stage::running) return;
  happened_ = nullptr;
  go_to(number_ - 1);
}

void Guide::choose(int choice) {
  chosen_ = choice;
  emit changed();
}

void Guide::see(const Event& event) {
  const GuideStep* now = step();
  if (now == nullptr || !is_sign(now->done, event)) return;
  happened_ = now->happened;
  go_to(number_ + 1);
}

void Guide::go_to(int number) {
  chosen_ = -1;
  if (number >= step_count()) stage_ = Stage::finished;
  number_ = std::clamp(number, 0, step_count() - 1);
  QSettings{}.setValue(QLatin1String{step_key}, stage_ == Stage::finished ? 0 : number_);
  emit changed();
}

}  // namespace forlopp::console
