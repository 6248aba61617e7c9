#include "switch/config/names.hpp"

namespace forlopp::exchange {

const Names& names() {
  static const Names all;
  return all;
}

}  // namespace forlopp::exchange
