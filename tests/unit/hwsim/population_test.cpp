#include "hwsim/population.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forlopp::hwsim {
namespace {

constexpr int many = 2'000;

Population town(const std::vector<Destination>& destinations) {
  Population people;
  people.numbers = {.lines = 50, .slots = 2, .ports = 16, .prefix = "21", .length = 5};
  people.classes = {CallingClass{.destinations = destinations}};
  return people;
}

TEST(Population, NumbersLinesInTheOrderOfTheirPlaces) {
  const LineNumbers numbers{.lines = 96, .slots = 2, .ports = 16};
  EXPECT_EQ(numbers.address_of(0), (hal::PortAddress{{1, 1}, 1}));
  EXPECT_EQ(numbers.address_of(16), (hal::PortAddress{{1, 2}, 1}));
  EXPECT_EQ(numbers.address_of(47), (hal::PortAddress{{2, 1}, 16}));
  for (std::uint32_t line = 0; line < 96; ++line)
    EXPECT_EQ(numbers.line_at(numbers.address_of(line)), line);
}

TEST(Population, WritesNumbersWithAllTheirDigits) {
  const LineNumbers numbers{.lines = 100'000, .prefix = "21", .length = 6};
  EXPECT_EQ(numbers.number_of(0).text(), "210000");
  EXPECT_EQ(numbers.number_of(907).text(), "210907");
}

TEST(Population, KnowsWhoHasANumber) {
  const Population people = town({});
  EXPECT_EQ(people.call_to(hal::Digits::from("21017")).expected,
            hal::PathEnd{people.numbers.address_of(17)});
  EXPECT_FALSE(people.call_to(hal::Digits::from("21050")).expected);
  EXPECT_FALSE(people.call_to(hal::Digits::from("2101")).expected);
  EXPECT_FALSE(people.call_to(hal::Digits::from("2101*")).expected);
}

TEST(Population, CallsEveryOtherLineAndNeverItself) {
  const Population people = town({{.kind = DestinationKind::local}});
  runtime::Random random{3};
  std::vector<int> calls(50);
  for (int i = 0; i < many; ++i) {
    const Intention intention = people.draw(0, 7, random);
    ++calls.at(people.numbers.line_at(intention.expected.port()));
  }
  EXPECT_EQ(calls.at(7), 0);
  EXPECT_EQ(std::ranges::count(calls, 0), 1);
}

TEST(Population, DialsUnallocatedNumbersOfItsOwnRange) {
  const Population people = town({{.kind = DestinationKind::unallocated}});
  runtime::Random random{3};
  for (int i = 0; i < many; ++i) {
    const Intention intention = people.draw(0, 7, random);
    EXPECT_TRUE(intention.digits.text().starts_with("21"));
    EXPECT_EQ(intention.digits.length, 5);
    EXPECT_FALSE(people.call_to(intention.digits).expected);
  }
}

TEST(Population, CompletesTrunkNumbersWithAnyDigits) {
  const Population people =
      town({{.kind = DestinationKind::trunk, .digits = hal::Digits::from("08"), .length = 9}});
  runtime::Random random{3};
  const Intention first = people.draw(0, 7, random);
  EXPECT_EQ(first.digits.length, 9);
  EXPECT_TRUE(first.digits.text().starts_with("08"));
  EXPECT_NE(first.digits, people.draw(0, 7, random).digits);
}

TEST(Population, DividesAttemptsByTheirShares) {
  const Population people = town({{.kind = DestinationKind::local, .share = 0.8},
                                  {.kind = DestinationKind::no_digits, .share = 0.2}});
  runtime::Random random{3};
  int silent = 0;
  for (int i = 0; i < many; ++i)
    if (people.draw(0, 7, random).kind == DestinationKind::no_digits) ++silent;
  EXPECT_NEAR(silent, 400, 75);
}

TEST(Population, MakesMistakesInOneDigit) {
  Population people =
      town({{.kind = DestinationKind::number, .digits = hal::Digits::from("21017")}});
  people.classes.front().habits.mistake_share = 1.0;
  runtime::Random random{3};
  for (int i = 0; i < many; ++i) {
    const std::string dialled{people.draw(0, 7, random).digits.text()};
    int wrong = 0;
    for (std::size_t at = 0; at < dialled.size(); ++at) wrong += dialled[at] != "21017"[at];
    EXPECT_EQ(wrong, 1) << dialled;
  }
}

TEST(Population, HasTheHabitsOfTheLinesClassWhenCalled) {
  Population people = town({});
  people.classes.resize(2);
  people.classes.at(1).habits.no_answer_share = 0.5;
  people.class_of_line = {0, 1};
  EXPECT_EQ(people.habits_at(1).no_answer_share, 0.5);
  EXPECT_EQ(people.habits_at(2).no_answer_share, 0.0);
}

}  // namespace
}  // namespace forlopp::hwsim
