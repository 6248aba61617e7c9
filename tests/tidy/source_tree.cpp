#include "tests/tidy/source_tree.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace forlopp::tidy {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

/// Walks C++ text and blanks what is not code; keeps length and line breaks.
class Blanker {
 public:
  explicit Blanker(std::string_view text) : text_(text), out_(text) {}

  std::string run() {
    while (at_ < text_.size()) step();
    return std::move(out_);
  }

  /// Where line breaks stand inside raw strings.
  const std::vector<std::size_t>& quoted_breaks() const { return quoted_breaks_; }

 private:
  bool looking_at(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  void step() {
    if (looking_at("//")) {
      blank_until(text_.find('\n', at_));
    } else if (looking_at("/*")) {
      blank_past(text_.find("*/", at_ + 2), 2);
    } else if (looking_at("R\"")) {
      const std::size_t open = text_.find('(', at_);
      const std::string close = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
      const std::size_t start = at_;
      blank_past(text_.find(close, at_), close.size());
      for (std::size_t i = start; i < at_; ++i)
        if (text_[i] == '\n') quoted_breaks_.push_back(i);
    } else if (text_[at_] == '"' || (text_[at_] == '\'' && !is_digit_separator())) {
      blank_literal(text_[at_]);
    } else {
      ++at_;
    }
  }

  bool is_digit_separator() const {
    return at_ > 0 && std::isxdigit(static_cast<unsigned char>(text_[at_ - 1])) != 0;
  }

  void blank_until(std::size_t end) {
    for (end = std::min(end, text_.size()); at_ < end; ++at_)
      if (text_[at_] != '\n') out_[at_] = ' ';
  }

  void blank_past(std::size_t end, std::size_t extra) {
    blank_until(end == std::string_view::npos ? end : end + extra);
  }

  /// The quotes stay, so that a literal is still seen to be there.
  void blank_literal(char quote) {
    for (++at_; at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n'; ++at_) {
      out_[at_] = ' ';
      if (text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n') out_[++at_] = ' ';
    }
    if (at_ < text_.size()) ++at_;
  }

  std::string_view text_;
  std::string out_;
  std::vector<std::size_t> quoted_breaks_;
  std::size_t at_ = 0;
};

bool is_include(std::string_view line) {
  return line.starts_with("#include");
}

bool is_read(const fs::path& path) {
  static constexpr std::array<std::string_view, 4> extensions{".cpp", ".hpp", ".md", ".txt"};
  return std::ranges::find(extensions, path.extension().string()) != extensions.end();
}

bool is_left_out(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name.starts_with('.') || name == "build" || name == "runs";
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

SourceFile make_source(std::string path, std::string_view text) {
  SourceFile file{.path = std::move(path), .lines = split_lines(text), .code = {}, .quoted = {}};
  if (!is_cpp(file)) return file;
  Blanker blanker(text);
  file.code = split_lines(blanker.run());
  file.quoted.resize(file.lines.size());
  for (const std::size_t at : blanker.quoted_breaks())
    file.quoted.at(static_cast<std::size_t>(std::ranges::count(text.substr(0, at), '\n')) + 1) =
        true;
  for (std::size_t i = 0; i < file.lines.size(); ++i)
    if (is_include(file.lines[i])) file.code[i] = file.lines[i];
  return file;
}

std::vector<SourceFile> read_tree(const std::string& root) {
  std::vector<SourceFile> files;
  for (auto at = fs::recursive_directory_iterator(root); at != fs::end(at); ++at) {
    if (at->is_directory() && is_left_out(at->path())) at.disable_recursion_pending();
    if (at->is_regular_file() && is_read(at->path()))
      files.push_back(
          make_source(fs::relative(at->path(), root).generic_string(), text_of(at->path())));
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

bool is_cpp(const SourceFile& file) {
  return file.path.ends_with(".cpp") || file.path.ends_with(".hpp");
}
bool is_header(const SourceFile& file) {
  return file.path.ends_with(".hpp");
}
bool is_markdown(const SourceFile& file) {
  return file.path.ends_with(".md");
}
bool is_under(const SourceFile& file, std::string_view folder) {
  return file.path.starts_with(folder) && file.path.size() > folder.size() &&
         file.path[folder.size()] == '/';
}

std::string_view own_include(std::string_view line) {
  static constexpr std::string_view start = "#include \"";
  if (!line.starts_with(start)) return {};
  line.remove_prefix(start.size());
  return line.substr(0, line.find('"'));
}

std::string stem_of(const SourceFile& file) {
  return fs::path(file.path).stem().string();
}

}  // namespace forlopp::tidy
