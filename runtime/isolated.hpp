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

/// Exists to be named in the compiler's message: which field of which message is at fault.
template <class Message, std::size_t field_number, class Field>
struct FieldOfMessage {
  static_assert(is_isolated<Field>(),
                "this field of the message is not an isolated value: no pointers, references, "
                "views, functions or shared mutable state may travel between processes");
  static constexpr bool value = is_isolated<Field>();
};

template <class T, std::size_t... I>
constexpr bool fields_are_isolated(std::index_sequence<I...>) {
  return (FieldOfMessage<T, I, boost::pfr::tuple_element_t<I, T>>::value && ...);
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
