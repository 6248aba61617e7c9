#include "gui/client/line.hpp"

namespace forlopp::console {

Line::~Line() = default;

}  // namespace forlopp::console
