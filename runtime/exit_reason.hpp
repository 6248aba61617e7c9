#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace forlopp::runtime {

/// Why a process ended, in OTP's terms. A small value; copies share the detail.
class ExitReason {
 public:
  static constexpr bool is_isolated_value = true;

  enum class Kind : std::uint8_t {
    normal,        ///< It had done its work.
    shutdown,      ///< It was told to stop, or its supervisor gave up; may carry a detail.
    kill,          ///< The untrappable signal; a process hit by it dies with `killed`.
    killed,        ///< It was hit by `kill`.
    noproc,        ///< The other process was not there.
    noconnection,  ///< The node of the other process cannot be reached.
    timeout,       ///< An answer did not come in time.
    error,         ///< An exception left it: text and call stack.
    trap,          ///< A hardware trap (null pointer, division by zero): text and call stack.
    term,          ///< Any other reason, as text.
  };

  constexpr ExitReason() = default;
  constexpr ExitReason(Kind kind) : kind_{kind} {}  // NOLINT: a kind is a reason
  /// A reason of one's own, e.g. `ExitReason{"card_removed"}`.
  explicit ExitReason(std::string_view term);
  /// `{shutdown, detail}`: orderly, with an explanation.
  static ExitReason shutdown_because(std::string_view detail);
  static ExitReason error(std::string what, std::vector<std::string> stack = {});
  static ExitReason trap(std::string what, std::vector<std::string> stack = {});
  /// A start function raised: `{EXIT,{What,STACK}}`, as OTP's supervisor puts it.
  static ExitReason raised_in_start(const std::string& what, std::vector<std::string> stack = {});

  Kind kind() const { return kind_; }
  /// The text of `term`, `error`, `trap` or of a detailed `shutdown`; empty otherwise.
  std::string_view detail() const;
  /// The innermost frame first; empty unless an exception was the cause.
  const std::vector<std::string>& stack() const;
  /// normal, shutdown or {shutdown, Detail}: no crash, so no crash report and no restart of a
  /// transient child.
  bool is_orderly() const { return kind_ == Kind::normal || kind_ == Kind::shutdown; }

  friend bool operator==(const ExitReason& a, const ExitReason& b) {
    return a.kind_ == b.kind_ && a.detail() == b.detail();
  }

 private:
  struct Detail {
    std::string text;
    std::vector<std::string> stack;
  };
  ExitReason(Kind kind, Detail detail);

  Kind kind_ = Kind::normal;
  std::shared_ptr<const Detail> detail_;
};

/// `normal`, `{shutdown,gone}`, `error: no such circuit`, ...
std::string to_string(const ExitReason& reason);
/// As a term, for use inside another one; a call stack is but mentioned: `{no such circuit,STACK}`.
std::string to_term(const ExitReason& reason);

}  // namespace forlopp::runtime
