#include "hwsim/population.hpp"

#include <charconv>

#include "runtime/check.hpp"

namespace forlopp::hwsim {
namespace {

hal::Digits padded(std::string_view prefix, std::uint64_t value, std::uint8_t length) {
  hal::Digits digits = hal::Digits::from(prefix);
  while (digits.length < length && digits.push('0')) {
  }
  for (std::size_t at = digits.length; at > prefix.size() && value > 0; value /= 10)
    digits.symbols.at(--at) = static_cast<char>('0' + value % 10);
  return digits;
}

std::uint64_t power_of_ten(std::size_t exponent) {
  std::uint64_t power = 1;
  for (std::size_t i = 0; i < exponent; ++i) power *= 10;
  return power;
}

Intention local(const LineNumbers& numbers, std::uint32_t line, runtime::Random& random) {
  const std::uint32_t others = line < numbers.lines ? numbers.lines - 1 : numbers.lines;
  runtime::check(others >= 1, "local calls need another line");
  auto other = static_cast<std::uint32_t>(random.below(others));
  if (other >= line) ++other;
  return {DestinationKind::local, numbers.number_of(other), numbers.address_of(other)};
}

Intention cut_short(DestinationKind kind, Intention whole) {
  whole.kind = kind;
  whole.digits.length = static_cast<std::uint8_t>((whole.digits.length + 1) / 2);
  whole.expected = {};
  return whole;
}

hal::Digits completed(const Destination& destination, runtime::Random& random) {
  hal::Digits digits = destination.digits;
  while (digits.length < destination.length)
    if (!digits.push(static_cast<char>('0' + random.below(10)))) break;
  return digits;
}

hal::Digits unallocated(const LineNumbers& numbers, runtime::Random& random) {
  const std::uint64_t range = numbers.range();
  runtime::check(range > numbers.lines, "every number of the exchange's range has a line");
  const std::uint64_t value = numbers.lines + random.below(range - numbers.lines);
  return padded(numbers.prefix, value, numbers.length);
}

const Destination& any_of(const std::vector<Destination>& destinations, runtime::Random& random) {
  runtime::check(!destinations.empty(), "callers need a destination");
  double left = destinations.size() == 1 ? 0.0 : random.uniform();
  for (const Destination& destination : destinations) {
    if (left < destination.share) return destination;
    left -= destination.share;
  }
  return destinations.back();
}

void misdial(Intention& intention, runtime::Random& random) {
  if (intention.digits.length == 0) return;
  char& wrong = intention.digits.symbols.at(random.below(intention.digits.length));
  const auto shift = static_cast<int>(1 + random.below(9));
  if (wrong >= '0' && wrong <= '9') wrong = static_cast<char>('0' + (wrong - '0' + shift) % 10);
  intention.expected = {};
}

}  // namespace

hal::PortAddress LineNumbers::address_of(std::uint32_t line) const {
  const std::uint32_t card = line / ports;
  return {
      {static_cast<std::uint16_t>(card / slots + 1), static_cast<std::uint16_t>(card % slots + 1)},
      static_cast<hal::PortNumber>(line % ports + 1)};
}

std::uint32_t LineNumbers::line_at(const hal::PortAddress& port) const {
  const std::uint32_t card = (port.card.shelf - 1U) * slots + (port.card.slot - 1U);
  return card * ports + (port.port - 1U);
}

hal::Digits LineNumbers::number_of(std::uint32_t line) const {
  return padded(prefix, line, length);
}

std::uint64_t LineNumbers::range() const {
  return length > prefix.size() ? power_of_ten(length - prefix.size()) : 1;
}

const Habits& Population::habits_at(std::uint32_t line) const {
  const std::uint8_t its_class = line < class_of_line.size() ? class_of_line[line] : 0;
  return classes.at(its_class).habits;
}

Intention Population::draw(std::uint8_t calling_class, std::uint32_t line,
                           runtime::Random& random) const {
  const CallingClass& callers = classes.at(calling_class);
  const Destination& destination = any_of(callers.destinations, random);
  Intention intention{destination.kind, {}, {}};
  switch (destination.kind) {
    case DestinationKind::local: intention = local(numbers, line, random); break;
    case DestinationKind::trunk: intention.digits = completed(destination, random); break;
    case DestinationKind::number: intention = call_to(destination.digits); break;
    case DestinationKind::unallocated: intention.digits = unallocated(numbers, random); break;
    case DestinationKind::incomplete:
    case DestinationKind::abandoned:
      intention = cut_short(destination.kind, local(numbers, line, random));
      break;
    case DestinationKind::no_digits: break;
  }
  if (random.chance(callers.habits.mistake_share)) misdial(intention, random);
  return intention;
}

Intention Population::call_to(const hal::Digits& digits) const {
  Intention intention{DestinationKind::number, digits, {}};
  const std::string_view text = digits.text();
  const bool own = text.size() == numbers.length && text.starts_with(numbers.prefix);
  if (!own) return intention;
  std::uint32_t line = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + numbers.prefix.size(), end, line);
  const bool exists = read.ec == std::errc{} && read.ptr == end && line < numbers.lines;
  if (exists) intention.expected = numbers.address_of(line);
  return intention;
}

}  // namespace forlopp::hwsim
