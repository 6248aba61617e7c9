#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// The words of the management protocol (docs/management_protocol.md): what an exchange and those
/// who watch it must spell alike. Includes nothing of ours.
namespace forlopp::management {

inline constexpr int protocol_version = 1;
inline constexpr std::string_view subprotocol_json = "forlopp.json";
inline constexpr std::string_view subprotocol_cbor = "forlopp.cbor";
inline constexpr std::string_view manage_path = "/manage";
inline constexpr std::uint16_t usual_port = 7380;
/// How a recording begins: a text of CBOR with its length. Its last character is the version.
inline constexpr std::string_view recording_magic = "sforlopp recording 1";

/// Limits on what a client may send, and on what it is sent.
inline constexpr std::size_t request_bytes_max = 64 * 1024;
inline constexpr std::size_t depth_max = 16;
inline constexpr std::size_t frames_unacknowledged_max = 2;
inline constexpr std::size_t subscriptions_max = 64;
/// Topics and scopes that all clients together want to see.
inline constexpr std::size_t views_max = 256;
/// Of all viewers, and of all operators.
inline constexpr std::size_t requests_waiting_max = 256;
inline constexpr std::size_t request_memory_waiting_max = 16 * 1024 * 1024;
/// Of one client that have not been answered.
inline constexpr std::size_t requests_of_viewer_max = 16;
inline constexpr std::size_t requests_of_operator_max = 64;
inline constexpr std::size_t frame_row_bytes_max = 64 * 1024;
inline constexpr std::size_t frame_events_max = 2'000;
inline constexpr int frames_per_second_max = 30;

/// Who may do what: a viewer watches, an operator changes.
enum class Role : std::uint8_t { viewer, operator_ };
std::string_view name(Role role);

/// Of a process or a port, as a byte. The numbers are on the wire.
enum class State : std::uint8_t {
  idle = 0,
  setting_up = 1,
  active = 2,
  restarting = 3,
  recovered = 4,
  crashed = 5,
  escalated = 6,
  out_of_service = 7,
  unknown = 8,
};
std::string_view name(State state);

/// Classes of events.
enum class EventClass : std::uint8_t {
  supervision,
  crash,
  recovery,
  call,
  fault,
  alarm,
  command,
  lifecycle,
};
inline constexpr std::size_t event_classes = 8;
std::string_view name(EventClass event_class);
/// None if there is none of that name.
std::optional<EventClass> find_event_class(std::string_view name);

/// A topic of state: rows by key, with these columns.
struct Topic {
  std::string_view name;
  std::span<const std::string_view> columns;
  std::span<const std::string_view> orders{};  ///< A scope begins with one; none: it has no scope.
};
/// Every topic, in the order of the documentation.
std::span<const Topic> topics();
/// Null if there is none of that name.
const Topic* find_topic(std::string_view name);

/// What a client may ask for, and as whom at least.
struct RequestWord {
  std::string_view name;
  Role role;
};
/// Every word, in the order of the documentation.
std::span<const RequestWord> request_words();
/// Null if there is none of that name.
const RequestWord* find_request_word(std::string_view name);

/// Why a request was not done.
enum class Refusal : std::uint8_t { malformed, unknown, argument, role, gone, busy, over };
std::string_view name(Refusal refusal);

}  // namespace forlopp::management
