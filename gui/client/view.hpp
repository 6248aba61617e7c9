#pragma once

#include <QString>

namespace forlopp::console {

/// How often what is worth looking at, times a second. Of a row that changes more often the latest
/// comes: nothing is lost by it, and nobody reads faster.
namespace hz {
inline constexpr double pictures = 15;  ///< Places that change their colours: smooth enough.
inline constexpr double events = 10;    ///< All of them, some at a time.
inline constexpr double numbers = 10;
inline constexpr double fields = 10;
inline constexpr double lists = 5;
inline constexpr double charts = 2;
}  // namespace hz

/// A part of what an exchange can tell.
struct View {
  QString topic{};
  QString scope{};
  double hz = hz::pictures;  ///< At most so often.
};

}  // namespace forlopp::console
