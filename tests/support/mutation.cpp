#include "tests/support/mutation.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "runtime/check.hpp"

namespace forlopp::test {

std::string mutated(runtime::Random& random, std::string data) {
  for (std::uint64_t times = 1 + random.below(3); times > 0 && !data.empty(); --times) {
    const std::size_t at = random.below(data.size());
    switch (random.below(5)) {
      case 0: data[at] = static_cast<char>(random.below(256)); break;
      case 1: data.erase(at, 1 + random.below(4)); break;
      case 2: data.insert(at, data.substr(random.below(data.size()), random.below(16))); break;
      case 3: data.resize(at); break;
      default: data[at] = static_cast<char>(data[at] ^ (1 << random.below(8))); break;
    }
  }
  return data;
}

std::vector<std::pair<std::string, std::string>> real_messages(const std::string& folder) {
  std::vector<std::pair<std::string, std::string>> messages;
  const std::string corpus = FORLOPP_SOURCE_DIR "/tests/fuzz/corpus/" + folder;
  for (const auto& entry : std::filesystem::directory_iterator{corpus}) {
    std::ifstream file{entry.path(), std::ios::binary};
    messages.emplace_back(entry.path().filename(),
                          std::string{std::istreambuf_iterator<char>{file}, {}});
  }
  runtime::check(!messages.empty(), "there are no messages in " + corpus);
  std::ranges::sort(messages);
  return messages;
}

}  // namespace forlopp::test
