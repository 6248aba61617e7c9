#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <boost/pfr/core.hpp>

namespace forlopp::runtime {

/// True for types that can travel between processes: values all the way down. No pointer, no
/// reference, no view, no function, nothing that two processes could both change.
///  - numbers, enumerations, durations and time points;
///  - std::string, vector, array, optional, variant, pair, tuple, map of such;
///  - aggregates whose every field is such (checked field by field);
///  - large immutable bytes that are shared (shared_bytes.hpp);
///  - classes that promise it with `static constexpr bool is_isolated_value = true;`.
template <class T>
constexpr bool is_isolated();

namespace isolation {

template <class T>
concept Promised = requires {
  requires T::is_isolated_value;
};

template <class T>
struct Known : std::false_type {};
template <>
struct Known<std::string> : std::true_type {};
template <>
struct Known<std::monostate> : std::true_type {};
template <class R, class P>
struct Known<std::chrono::duration<R, P>> : std::true_type {};
template <class C, class D>
struct Known<std::chrono::time_point<C, D>> : std::true_type {};
template <class T>
struct Known<std::vector<T>> : std::bool_constant<is_isolated<T>()> {};
template <class T>
struct Known<std::optional<T>> : std::bool_constant<is_isolated<T>()> {};
template <class T, std::size_t N>
struct Known<std::array<T, N>> : std::bool_constant<is_isolated<T>()> {};
template <class... T>
struct Known<std::variant<T...>> : std::bool_constant<(is_isolated<T>() && ...)> {};
template <class... T>
struct Known<std::tuple<T...>> : std::bool_constant<(is_isolated<T>() && ...)> {};
template <class A, class B>
struct Known<std::pair<A, B>> : std::bool_constant<is_isolated<A>() && is_isolated<B>()> {};
template <class K, class V>
struct Known<std::map<K, V>> : std::bool_constant<is_isolated<K>() && is_isolated<V>()> {};

/// Never made; its fields have addresses all the same, and so have names for the compiler.
template <class T>
struct Example {
  T value;
};
template <class T>
extern const Example<T> example;
template <class T, std::size_t number>
inline constexpr const auto* field_of = &boost::pfr::get<number>(example<T>.value);

/// Exists to be named in the compiler's message: which field of which message is at fault, as
/// `Message::field`, and of which type that is.
template <class Message, const auto* field, class Field>
struct FieldOfMessage {
  static_assert(is_isolated<Field>(),
                "this field of the message is not an isolated value: no pointers, references, "
                "views, functions or shared mutable state may travel between processes");
  static constexpr bool value = is_isolated<Field>();
};

template <class T, std::size_t number>
constexpr bool field_is_isolated() {
  using Field = boost::pfr::tuple_element_t<number, T>;
  if constexpr (is_isolated<Field>()) {
    return true;
  } else {
    return FieldOfMessage<T, field_of<T, number>, Field>::value;
  }
}

template <class T, std::size_t... I>
constexpr bool fields_are_isolated(std::index_sequence<I...>) {
  return (field_is_isolated<T, I>() && ...);
}

}  // namespace isolation

template <class T>
constexpr bool is_isolated() {
  if constexpr (std::is_reference_v<T> || std::is_pointer_v<T> || std::is_member_pointer_v<T>) {
    return false;
  } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
    return true;
  } else if constexpr (isolation::Promised<T> || isolation::Known<T>::value) {
    return true;
  } else if constexpr (std::is_class_v<T> && std::is_empty_v<T> && std::is_aggregate_v<T>) {
    return true;
  } else if constexpr (std::is_class_v<T> && std::is_aggregate_v<T>) {
    return isolation::fields_are_isolated<T>(
        std::make_index_sequence<boost::pfr::tuple_size_v<T>>{});
  } else {
    return false;
  }
}

}  // namespace forlopp::runtime
