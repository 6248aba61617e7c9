#pragma once

#include <cstdint>

namespace forlopp::callmodel {

/// Who ends an answered call. It is a property of the called line and travels with Answer.
enum class ReleasePolicy : std::uint8_t {
  calling_party_with_timeout,  ///< The called party may hang up and lift again for a while.
  first_party,                 ///< Whoever hangs up first.
  calling_party,               ///< Only the caller, however long the called party is on-hook.
  last_party,                  ///< Both must hang up (operator and emergency hold).
};

/// What kind of destination a number leads to; barring and charging look at it.
enum class Category : std::uint8_t {
  local,
  national,
  international,
  premium,
  operator_service,
  feature_code,
  emergency,
};

/// A set of categories, one bit each.
class CategorySet {
 public:
  constexpr CategorySet() = default;
  constexpr CategorySet with(Category category) const {
    CategorySet result = *this;
    result.bits_ = static_cast<std::uint8_t>(bits_ | bit(category));
    return result;
  }
  constexpr bool contains(Category category) const { return (bits_ & bit(category)) != 0; }

 private:
  static constexpr unsigned bit(Category category) { return 1U << static_cast<unsigned>(category); }
  std::uint8_t bits_ = 0;
};

/// What the call model needs to know of a line's subscription.
enum class Incoming : std::uint8_t { allowed, barred };
struct LineClass {
  ReleasePolicy release_policy = ReleasePolicy::calling_party_with_timeout;
  CategorySet outgoing_barred{};  ///< Emergency calls pass whatever is barred.
  Incoming incoming = Incoming::allowed;
};

}  // namespace forlopp::callmodel
