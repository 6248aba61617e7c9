#pragma once

#include <memory>

namespace forlopp::test {
class ChildProgram;
}

namespace forlopp::console {

/// Where the windows of a test are: nowhere, or with FORLOPP_SCREEN=xvfb on the screen of an X
/// server of its own. To be made before the application; also sets the language, the time zone and
/// the scale, so that what is painted depends on nothing else.
class Screen {
 public:
  Screen();
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;
  /// False: an X server was wanted and there is none.
  bool there() const { return there_; }

 private:
  void start_server();

  std::unique_ptr<test::ChildProgram> server_{};
  bool there_ = true;
};

}  // namespace forlopp::console
