#include "scenarios/engine/yaml_document.hpp"

#include <algorithm>
#include <exception>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace forlopp::scenario {
namespace {

Place place_of(const YAML::Mark& mark) {
  return {mark.line + 1, mark.column + 1};
}

// Builds the tree from the parser's events, and counts depth itself, so that neither nesting nor
// aliases can make it grow beyond the text.
class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(std::vector<Problem>& problems) : problems_{problems} {}

  YamlNode take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    add({YamlNode::Kind::nothing, place_of(mark), {}, {}, {}});
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    problem(place_of(mark), "found an alias; a scenario says everything where it is meant");
    add({YamlNode::Kind::scalar, place_of(mark), {}, {}, {}});
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    add({YamlNode::Kind::scalar, place_of(mark), value, {}, {}});
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::map, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Level {
    YamlNode node;
    YamlNode key;
    bool has_key = false;
    bool overfull = false;
  };

  void problem(Place place, std::string text) { problems_.push_back({place, std::move(text)}); }

  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0)
      problem(place_of(mark), "found an anchor; a scenario says everything where it is meant");
  }

  // A plain scalar has the tag `?`, a quoted one `!`.
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!")
      problem(place_of(mark), fmt::format("found the tag {}; scenarios have none", tag));
  }

  void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (++depth_ > yaml_depth_max) {
      if (depth_ == yaml_depth_max + 1)
        problem(place_of(mark), fmt::format("nested more than {} deep", yaml_depth_max));
      return;
    }
    levels_.push_back({{kind, place_of(mark), {}, {}, {}}, {}});
  }

  void close() {
    if (depth_-- > yaml_depth_max) return;
    YamlNode done = std::move(levels_.back().node);
    levels_.pop_back();
    add(std::move(done));
  }

  void add(YamlNode node) {
    if (depth_ > yaml_depth_max) return;
    if (levels_.empty()) {
      root_ = std::move(node);
    } else if (Level& level = levels_.back(); level.node.kind == YamlNode::Kind::list) {
      level.node.items.push_back(std::move(node));
    } else if (!level.has_key) {
      level.key = std::move(node);
      level.has_key = true;
    } else {
      level.has_key = false;
      add_entry(level, std::move(node));
    }
  }

  void add_entry(Level& level, YamlNode value) {
    if (level.key.kind != YamlNode::Kind::scalar) {
      problem(level.key.place, fmt::format("found {} as a key; expected a word", found(level.key)));
      return;
    }
    auto& entries = level.node.entries;
    if (entries.size() >= yaml_entries_max) {
      if (!std::exchange(level.overfull, true))
        problem(level.key.place, fmt::format("more than {} keys in one map", yaml_entries_max));
      return;
    }
    const auto first = std::ranges::find(entries, level.key.scalar, &YamlEntry::key);
    if (first != entries.end()) {
      problem(level.key.place, fmt::format("key '{}' again; it stands already in line {}",
                                           level.key.scalar, first->place.line));
      return;
    }
    entries.push_back({level.key.scalar, level.key.place, std::move(value)});
  }

  std::vector<Problem>& problems_;
  std::vector<Level> levels_;
  YamlNode root_;
  int depth_ = 0;
};

void parse(std::string_view text, TreeBuilder& builder, std::vector<Problem>& problems) {
  std::istringstream stream{std::string{text}};
  YAML::Parser parser{stream};
  parser.HandleNextDocument(builder);
  std::vector<Problem> ignored;
  TreeBuilder second{ignored};
  if (parser.HandleNextDocument(second))
    problems.push_back({{}, "found a second document; a file holds one scenario"});
}

}  // namespace

std::string found(const YamlNode& node) {
  constexpr std::size_t shown = 40;
  switch (node.kind) {
    case YamlNode::Kind::nothing: return "nothing";
    case YamlNode::Kind::list: return "a list";
    case YamlNode::Kind::map: return "a map";
    case YamlNode::Kind::scalar: break;
  }
  std::string start = node.scalar.substr(0, shown);
  std::ranges::replace_if(
      start, [](char c) { return c >= 0 && c < ' '; }, ' ');
  return fmt::format("'{}{}'", start, node.scalar.size() > shown ? "..." : "");
}

YamlNode parse_yaml(std::string_view text, std::vector<Problem>& problems) {
  if (text.size() > yaml_size_max) {
    problems.push_back({{}, fmt::format("longer than {} bytes; a scenario is not", yaml_size_max)});
    return {};
  }
  TreeBuilder builder{problems};
  // yaml-cpp reports by exception; this is where that ends.
  try {
    parse(text, builder, problems);
  } catch (const YAML::Exception& error) {
    problems.push_back({place_of(error.mark), fmt::format("not YAML: {}", error.msg)});
  } catch (const std::exception& error) {
    problems.push_back({{}, fmt::format("not YAML: {}", error.what())});
  }
  return builder.take();
}

}  // namespace forlopp::scenario
