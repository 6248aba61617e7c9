#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include <gtest/gtest.h>

#include "runtime/isolated.hpp"
#include "runtime/message.hpp"
#include "runtime/signals.hpp"

namespace forlopp::runtime {
namespace {

enum class Colour { red };
struct Empty {};
struct Plain {
  int number;
  std::string text;
  std::vector<std::optional<Colour>> colours;
  std::map<std::string, std::array<double, 3>> table;
  std::variant<std::monostate, Pid, Ref> who;
  std::chrono::milliseconds span;
};
struct Nested {
  Plain plain;
  std::tuple<Empty, Plain, std::pair<int, bool>> more;
};
class Closed {
 public:
  int number() const { return number_; }

 private:
  int number_ = 0;
};
class Promising {
 public:
  static constexpr bool is_isolated_value = true;

 private:
  std::shared_ptr<const int> shared_{};
};

TEST(Isolation, ValuesAllTheWayDownMayTravel) {
  static_assert(is_isolated<int>());
  static_assert(is_isolated<Colour>());
  static_assert(is_isolated<Empty>());
  static_assert(is_isolated<Plain>());
  static_assert(is_isolated<Nested>());
  static_assert(is_isolated<std::vector<Nested>>());
  static_assert(is_isolated<Down>());
  static_assert(is_isolated<Call<Plain>>());
  static_assert(is_isolated<Message>());
}

TEST(Isolation, ClassesMayPromise) {
  static_assert(is_isolated<Promising>());
  static_assert(!is_isolated<Closed>());
}

TEST(Isolation, WhatTwoProcessesCouldBothChangeOrThatPointsElsewhereMayNot) {
  static_assert(!is_isolated<int*>());
  static_assert(!is_isolated<const char*>());
  static_assert(!is_isolated<int&>());
  static_assert(!is_isolated<int Closed::*>());
  static_assert(!is_isolated<void (*)()>());
  static_assert(!is_isolated<std::string_view>());
  static_assert(!is_isolated<std::span<int>>());
  static_assert(!is_isolated<std::function<void()>>());
  static_assert(!is_isolated<std::reference_wrapper<int>>());
  static_assert(!is_isolated<std::shared_ptr<int>>());
  static_assert(!is_isolated<std::unique_ptr<int>>());
  static_assert(!is_isolated<std::vector<int*>>());
  static_assert(!is_isolated<std::optional<std::string_view>>());
  static_assert(!is_isolated<std::variant<int, const char*>>());
  static_assert(!is_isolated<std::map<std::string, int*>>());
  [[maybe_unused]] const auto lambda = [] {};
  static_assert(!is_isolated<decltype(lambda)>());
}

}  // namespace
}  // namespace forlopp::runtime
