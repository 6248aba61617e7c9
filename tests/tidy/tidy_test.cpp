// The rules of the project, over the whole tree; and for each rule a line that breaks it, so that a
// rule that has stopped working is noticed.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/tidy/behaviours.hpp"
#include "tests/tidy/coroutines.hpp"
#include "tests/tidy/documents.hpp"
#include "tests/tidy/functions.hpp"
#include "tests/tidy/layers.hpp"
#include "tests/tidy/layout.hpp"
#include "tests/tidy/snippets.hpp"
#include "tests/tidy/source_tree.hpp"
#include "tests/tidy/words.hpp"

namespace forlopp::tidy {
namespace {

const std::string root = FORLOPP_SOURCE_DIR;

const std::vector<SourceFile>& tree() {
  static const std::vector<SourceFile> files = read_tree(root);
  return files;
}

std::string described(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings)
    text += fmt::format("{}:{}: {}\n", finding.path, finding.line, finding.what);
  return text;
}

testing::AssertionResult clean(const std::string& findings) {
  return findings.empty() ? testing::AssertionSuccess() : testing::AssertionFailure() << findings;
}

/// All findings of a rule over the C++ files of the tree, as text.
template <class Rule>
std::string over_sources(Rule rule) {
  std::string text;
  for (const SourceFile& file : tree())
    if (is_cpp(file)) text += described(rule(file));
  return text;
}

template <class Rule>
std::string over_pages(Rule rule) {
  std::string text;
  for (const SourceFile& file : tree())
    if (is_markdown(file)) text += described(rule(file));
  return text;
}

std::string repeated(std::string_view line, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += line;
  return text;
}

TEST(Tidy, IncludesFollowTheDependencyDirection) {
  EXPECT_TRUE(clean(over_sources(forbidden_includes)));
}

TEST(TidyRule, SeesAnIncludeAgainstTheArrows) {
  const auto count = [](std::string path, std::string_view text) {
    return forbidden_includes(make_source(std::move(path), text)).size();
  };
  EXPECT_EQ(count("callmodel/cause.hpp", "#include \"switch/lines/line.hpp\"\n"), 1U);
  EXPECT_EQ(count("runtime/pid.hpp", "#include \"callmodel/cause.hpp\"\n"), 1U);
  EXPECT_EQ(count("hwsim/shelf.cpp", "#include \"switch/lines/line.hpp\"\n"), 1U);
  EXPECT_EQ(count("switch/hal/event.hpp", "#include \"callmodel/number.hpp\"\n"), 1U);
  EXPECT_EQ(count("switch/line.cpp", "#include \"hwsim/card.hpp\"\n"), 1U);
  EXPECT_EQ(count("switch/line.cpp", "#include \"line.hpp\"\n"), 1U);
  EXPECT_EQ(count("switch/line.cpp", "#include \"runtime/internal/inbox.hpp\"\n"), 1U);
  EXPECT_EQ(count("scenarios/cli/main.cpp", "#include \"hwsim/card.hpp\"\n"), 0U);
  EXPECT_EQ(count("hwsim/shelf.cpp", "#include \"switch/hal/event.hpp\"\n"), 0U);
}

TEST(Tidy, TheRuntimeKnowsNoTelecomWord) {
  EXPECT_TRUE(clean(over_sources(telecom_words_in_runtime)));
}

TEST(TidyRule, SeesATelecomWordInTheRuntime) {
  const auto count = [](std::string_view text) {
    return telecom_words_in_runtime(make_source("runtime/pid.hpp", text)).size();
  };
  EXPECT_EQ(count("// Sends it to the subscriber."), 1U);
  EXPECT_EQ(count("struct TrunkGroup;"), 1U);
  EXPECT_EQ(count("int trunk_group;"), 1U);
  EXPECT_EQ(count("std::exchange(a, b);  // A call, a ring buffer."), 0U);
}

TEST(Tidy, OurHeadersAreCheapToParse) {
  EXPECT_TRUE(clean(over_sources(heavy_headers)));
}

TEST(TidyRule, SeesAHeavyHeader) {
  EXPECT_EQ(heavy_headers(make_source("switch/a.hpp", "#include <CLI/CLI.hpp>\n")).size(), 1U);
  EXPECT_EQ(heavy_headers(make_source("switch/a.cpp", "#include <CLI/CLI.hpp>\n")).size(), 0U);
}

TEST(Tidy, FilesHoldOneIdea) {
  EXPECT_TRUE(clean(over_sources(oversized_files)));
}

TEST(TidyRule, SeesAnOversizedFile) {
  EXPECT_EQ(oversized_files(make_source("a/b.hpp", repeated("\n", 501))).size(), 1U);
  EXPECT_EQ(oversized_files(make_source("a/b.cpp", repeated("\n", 801))).size(), 1U);
  EXPECT_EQ(oversized_files(make_source("a/b.cpp", repeated("\n", 800))).size(), 0U);
  EXPECT_EQ(oversized_files(make_source("scenarios/cli/main.cpp", repeated("\n", 101))).size(), 1U);
}

TEST(Tidy, LinesEndAtColumnHundred) {
  EXPECT_TRUE(clean(over_sources(long_lines)));
}

TEST(TidyRule, SeesALongLineAndCountsCharacters) {
  EXPECT_EQ(long_lines(make_source("a/b.cpp", repeated("x", 101))).size(), 1U);
  EXPECT_EQ(long_lines(make_source("a/b.cpp", "//" + repeated("ö", 98))).size(), 0U);
  const std::string quotation = "auto a = R\"(\n" + repeated("x", 200) + ")\";\n";
  EXPECT_EQ(long_lines(make_source("a/b.cpp", quotation)).size(), 0U);
  const std::string table = "// clang-format off\n" + repeated("x", 120) + "\n";
  EXPECT_EQ(long_lines(make_source("a/b.cpp", table)).size(), 0U);
  EXPECT_EQ(long_lines(make_source("a/b.cpp", table + "\"" + repeated("x", 200))).size(), 0U);
  EXPECT_EQ(long_lines(make_source("a/b.cpp", table + repeated("x", 126))).size(), 1U);
}

TEST(Tidy, FunctionsFitOnAScreen) {
  EXPECT_TRUE(clean(over_sources(long_functions)));
}

TEST(TidyRule, SeesALongFunctionButNotALongTable) {
  const auto count = [](const std::string& text) {
    return long_functions(make_source("a/b.cpp", text)).size();
  };
  const std::string body = repeated("  work();\n", 70);
  EXPECT_EQ(count("namespace a {\nvoid f(int x) {\n" + body + "}\n}\n"), 1U);
  EXPECT_EQ(count("struct A {\nint f(int x) const {\n" + body + "}\n};\n"), 1U);
  EXPECT_EQ(count("A::A(int x) : x_{x}, y_(1) {\n" + body + "}\n"), 1U);
  EXPECT_EQ(count("template <class T>\nauto f(T x) -> int {\n" + body + "}\n"), 1U);
  EXPECT_EQ(count("const std::array rows{\n" + repeated("Row{f(1), {2}},\n", 70) + "};\n"), 0U);
  EXPECT_EQ(count("constexpr auto t = make({\n" + repeated("{f(1)},\n", 70) + "});\n"), 0U);
  EXPECT_EQ(count("class A {\n" + repeated("  int f(int x) { return x; }\n", 80) + "};\n"), 0U);
}

TEST(Tidy, NothingIsUsedThatHasABetterReplacement) {
  EXPECT_TRUE(clean(over_sources(banned_words)));
}

TEST(TidyRule, SeesBannedWordsWhereTheyAreBanned) {
  const auto count = [](std::string path, std::string_view text) {
    return banned_words(make_source(std::move(path), text)).size();
  };
  EXPECT_EQ(count("switch/a.cpp", "int x = std::rand();"), 1U);
  EXPECT_EQ(count("switch/a.cpp", "std::uniform_int_distribution<int> d;"), 1U);
  EXPECT_EQ(count("switch/a.cpp", "auto t = std::chrono::system_clock::now();"), 1U);
  EXPECT_EQ(count("runtime/a.cpp", "auto t = std::chrono::system_clock::now();"), 0U);
  EXPECT_EQ(count("switch/a.cpp", "auto t = std::chrono::steady_clock::now();"), 1U);
  EXPECT_EQ(count("tests/a.cpp", "std::this_thread::sleep_for(1s);"), 1U);
  EXPECT_EQ(count("switch/a.cpp", "#include <iostream>"), 1U);
  EXPECT_EQ(count("switch/a.cpp", "#include <regex>"), 1U);
  EXPECT_EQ(count("hwsim/a.cpp", "return std::log(x);"), 1U);
  EXPECT_EQ(count("scenarios/engine/a.cpp", "return std::log(x);"), 0U);
  EXPECT_EQ(count("hwsim/a.cpp",
                  "// FIX"
                  "ME later"),
            1U);
  EXPECT_EQ(count("hwsim/a.cpp", "// std::rand would not do; \"std::rand\""), 0U);
}

TEST(Tidy, BusinessCodeDoesNotCatch) {
  EXPECT_TRUE(clean(over_sources(stray_catches)));
}

TEST(TidyRule, SeesAStrayCatch) {
  const std::string_view text = "} catch (const std::exception& e) {\n}\n";
  EXPECT_EQ(stray_catches(make_source("switch/lines/line.cpp", text)).size(), 1U);
  EXPECT_EQ(stray_catches(make_source("runtime/lifecycle.cpp", text)).size(), 0U);
}

TEST(Tidy, FileNamesSayWhatIsInside) {
  EXPECT_TRUE(clean(over_sources(empty_file_names)));
}

TEST(TidyRule, SeesAnEmptyFileName) {
  EXPECT_EQ(empty_file_names(make_source("a/call_manager.cpp", "")).size(), 1U);
  EXPECT_EQ(empty_file_names(make_source("a/util.hpp", "")).size(), 1U);
  EXPECT_EQ(empty_file_names(make_source("a/database.hpp", "")).size(), 0U);
}

TEST(Tidy, HeadersAreIncludedOnceAndOpenNoNamespace) {
  EXPECT_TRUE(clean(over_sources(header_manners)));
}

TEST(TidyRule, SeesAHeaderWithoutManners) {
  EXPECT_EQ(header_manners(make_source("a/b.hpp", "int x;\n")).size(), 1U);
  EXPECT_EQ(header_manners(make_source("a/b.hpp", "#pragma once\nusing namespace a;\n")).size(),
            1U);
  EXPECT_EQ(header_manners(make_source("a/b.cpp", "using namespace a;\n")).size(), 0U);
}

TEST(Tidy, CoAwaitStandsWhereTheCompilerGetsItRight) {
  EXPECT_TRUE(clean(over_sources(miscompiled_awaits)));
}

TEST(TidyRule, SeesATemporaryBesideCoAwait) {
  const auto count = [](std::string_view text) {
    return miscompiled_awaits(make_source("a/b.cpp", text)).size();
  };
  EXPECT_EQ(count("co_await call(trunks, Seize{.circuit = 7});"), 1U);
  EXPECT_EQ(count("co_await call(trunks,\n         {1, 2});"), 1U);
  EXPECT_EQ(count("co_await receive([x](int y) { return x == y; });"), 1U);
  EXPECT_EQ(count("const int r = co_await f(S{name}) + 1;"), 1U);
  EXPECT_EQ(count("if (const int r = co_await f(S{name})) {\n  g();\n}"), 1U);
  EXPECT_EQ(count("spawn([](Context c) -> Task {\n  co_await f(S{1});\n});"), 1U);
}

TEST(TidyRule, SeesCoAwaitInACondition) {
  const auto count = [](std::string_view text) {
    return miscompiled_awaits(make_source("a/b.cpp", text)).size();
  };
  EXPECT_EQ(count("if (co_await f(x)) {\n  g();\n}"), 1U);
  EXPECT_EQ(count("f();\nwhile (b && co_await f(x)) {\n}"), 1U);
  EXPECT_EQ(count("switch (co_await f(x)) {\n}"), 1U);
  EXPECT_EQ(count("if (const int r = co_await f(x); r) {\n}"), 0U);
  EXPECT_EQ(count("if (x) g(co_await f(x));"), 0U);
}

TEST(TidyRule, SeesACoroutineLambdaThatCaptures) {
  const auto count = [](std::string_view text) {
    return miscompiled_awaits(make_source("a/b.cpp", text)).size();
  };
  EXPECT_EQ(count("spawn([n](Context c) -> Task {\n  co_await f(c);\n});"), 1U);
  EXPECT_EQ(
      count("auto s = [&](Context c) -> Task {\n  f();\n  if (x) {\n    co_await f(c);\n  }\n};"),
      1U);
  EXPECT_EQ(count("auto s = [&](Context c) {\n  f();\n};\nco_await f(c);"), 0U);
}

TEST(TidyRule, LeavesNamedObjectsBesideCoAwaitAlone) {
  const auto count = [](std::string_view text) {
    return miscompiled_awaits(make_source("a/b.cpp", text)).size();
  };
  EXPECT_EQ(count("Seize s{.circuit = 7};\nco_await call(trunks, std::move(s));"), 0U);
  EXPECT_EQ(count("if (x) co_await f(x);\nelse\n  g(S{1});"), 0U);
  EXPECT_EQ(count("while (auto m = co_await f(x)) {\n  co_await g(m);\n}"), 0U);
  EXPECT_EQ(count("spawn(S{1}, [](Context c) -> Task {\n  co_await f(c);\n});"), 0U);
  EXPECT_EQ(count("co_await f(table[i]);"), 0U);
  EXPECT_EQ(count("co_await sleep(self, std::chrono::seconds{1});"), 0U);
  EXPECT_EQ(count("co_await receive([](int y) { return y == 1; });"), 0U);
}

TEST(Tidy, EveryPageHasOneTitle) {
  EXPECT_TRUE(clean(over_pages(titles)));
}

TEST(TidyRule, SeesAPageWithoutOrWithTwoTitles) {
  EXPECT_EQ(titles(make_source("docs/a.md", "Text\n")).size(), 1U);
  EXPECT_EQ(titles(make_source("docs/a.md", "# One\n\n# Two\n")).size(), 1U);
  EXPECT_EQ(titles(make_source("docs/a.md", "# One\n```sh\n# Not a title\n```\n")).size(), 0U);
}

TEST(Tidy, LinksLeadSomewhere) {
  EXPECT_TRUE(clean(over_pages([](const SourceFile& page) { return dead_links(page, root); })));
}

TEST(TidyRule, SeesADeadLink) {
  const auto count = [](std::string_view text) {
    return dead_links(make_source("docs/a.md", text), root).size();
  };
  EXPECT_EQ(count("# A\nsee [b](nowhere.md#part)\n"), 1U);
  EXPECT_EQ(count("# A\nsee [b](../LICENSE) and [c](https://example.org)\n"), 0U);
}

TEST(Tidy, EveryPageOfTheDocumentationIsLinked) {
  EXPECT_TRUE(clean(described(orphans(tree()))));
}

TEST(TidyRule, SeesAnOrphanedPage) {
  const std::vector<SourceFile> files{make_source("docs/README.md", "# A\n[b](b.md)\n"),
                                      make_source("docs/b.md", "# B\n[a](README.md)\n"),
                                      make_source("docs/c.md", "# C\n")};
  EXPECT_EQ(described(orphans(files)), "docs/c.md:0: no page links here\n");
}

TEST(Tidy, CodeInPagesAboutTheRuntimeIsCodeThatRuns) {
  EXPECT_TRUE(
      clean(over_pages([](const SourceFile& page) { return invented_snippets(page, tree()); })));
}

TEST(TidyRule, SeesCodeInAPageThatIsNoCodeOfTheTree) {
  const std::vector<SourceFile> files{
      make_source("a/b.cpp", "int a;\nint f() {\n  return 1;\n}\nint z;\n")};
  const auto findings = [&](std::string_view fence) {
    return described(invented_snippets(make_source("docs/runtime/a.md", fence), files));
  };
  EXPECT_EQ(findings("```cpp a/b.cpp\nreturn 1;\n}\n```\n```sh\nls\n```\n"), "");
  EXPECT_EQ(findings("```cpp a/b.cpp\nint a;\n// ...\nint z;\n```\n"), "");
  EXPECT_EQ(findings("```cpp a/b.cpp\nint z;\n// ...\nint a;\n```\n"),
            "docs/runtime/a.md:1: not in a/b.cpp\n");
  EXPECT_EQ(findings("```cpp a/c.cpp\nint z;\n```\n"),
            "docs/runtime/a.md:1: there is no a/c.cpp\n");
  EXPECT_EQ(findings("```cpp\nint z;\n```\n"),
            "docs/runtime/a.md:1: this code names no file that it is from\n");
}

TEST(Tidy, TestsThatPagesAboutTheRuntimeNameExist) {
  EXPECT_TRUE(
      clean(over_pages([](const SourceFile& page) { return invented_tests(page, tree()); })));
}

TEST(TidyRule, SeesATestInAPageThatDoesNotExist) {
  const std::vector<SourceFile> files{
      make_source("tests/a_test.cpp", "TEST(Line,\n     RingsTwice) {}\n")};
  const auto findings = [&](std::string_view text) {
    return described(invented_tests(make_source("docs/runtime/a.md", text), files));
  };
  EXPECT_EQ(findings("`Line.RingsTwice` and `Line.rings` and `f(x)`\n"), "");
  EXPECT_EQ(findings("see `Line.RingsOnce`\n"),
            "docs/runtime/a.md:1: no such test: Line.RingsOnce\n");
}

TEST(Tidy, EverySourceIsInSomeCMakeLists) {
  EXPECT_TRUE(clean(described(unlisted_sources(tree()))));
}

TEST(TidyRule, SeesAnUnlistedSource) {
  const std::vector<SourceFile> files{make_source("a/CMakeLists.txt", "x(a SOURCES b.cpp c/d.cpp)"),
                                      make_source("a/b.cpp", ""), make_source("a/c/d.cpp", ""),
                                      make_source("a/sub_b.cpp", ""), make_source("a/e.hpp", "")};
  EXPECT_EQ(described(unlisted_sources(files)), "a/sub_b.cpp:0: in no CMakeLists.txt\n");
}

TEST(Tidy, PublicHeadersIncludeOnlyPublicOnes) {
  EXPECT_TRUE(clean(described(private_includes(tree()))));
}

TEST(TidyRule, SeesAPublicHeaderThatNeedsAPrivateOne) {
  const std::vector<SourceFile> files{
      make_source("a/CMakeLists.txt", "x(a PUBLIC_HEADERS b.hpp c.hpp)"),
      make_source("a/b.hpp", "#include \"a/c.hpp\"\n#include \"a/d.hpp\"\n"),
      make_source("a/c.hpp", ""), make_source("a/d.hpp", "#include \"a/e.hpp\"\n"),
      make_source("a/e.hpp", "")};
  EXPECT_EQ(described(private_includes(files)),
            "a/b.hpp:2: a public header includes a private one\n");
}

TEST(Tidy, PublicHeadersExplainThemselves) {
  EXPECT_TRUE(clean(over_sources(silent_headers)));
}

TEST(TidyRule, SeesASilentHeader) {
  EXPECT_EQ(silent_headers(make_source("runtime/a.hpp", "int x;\n")).size(), 1U);
  EXPECT_EQ(silent_headers(make_source("runtime/a.hpp", "/// Says it.\nint x;\n")).size(), 0U);
}

TEST(Tidy, TestNamesAreSentences) {
  EXPECT_TRUE(clean(over_sources(unspoken_test_names)));
}

TEST(TidyRule, SeesATestNameThatSaysNothing) {
  const auto count = [](std::string_view text) {
    return unspoken_test_names(make_source("tests/a_test.cpp", text)).size();
  };
  EXPECT_EQ(count("TEST(Line, Works) {}"), 1U);
  EXPECT_EQ(count("TEST(Line,\n     Seize2) {}"), 1U);
  EXPECT_EQ(count("TEST(Line, RingsUntilItIsAnswered) {}"), 0U);
  EXPECT_EQ(count("TEST(Link, LINK_03_trapping_process_gets_noproc) {}"), 0U);
}

std::vector<std::string> names_of_scenarios() {
  std::vector<std::string> names;
  for (const auto& file :
       std::filesystem::directory_iterator{root + "/tests/conformance/scenarios"})
    names.push_back(file.path().stem().string());
  return names;
}

TEST(Tidy, EveryBehaviourOfTheCatalogueIsShownOrHasAReason) {
  const auto page = std::ranges::find(tree(), "docs/runtime/behaviours.md", &SourceFile::path);
  ASSERT_NE(page, tree().end());
  EXPECT_TRUE(clean(described(unproven_behaviours(*page, tree(), names_of_scenarios()))));
}

TEST(TidyRule, SeesABehaviourThatNothingShows) {
  const std::vector<SourceFile> files{
      make_source("tests/a_test.cpp", "TEST(Link,\n     LINK_01_and_LINK_02_hold) {}\n")};
  const auto findings = [&](std::string_view rows) {
    const std::vector<std::string> scenarios{"chain"};
    return described(unproven_behaviours(make_source("a.md", rows), files, scenarios));
  };
  const std::string first = "| LINK-01 | `LINK_01_and_LINK_02_hold`, `chain` |\n";
  EXPECT_EQ(findings(first + "| LINK-02 | `LINK_01_and_LINK_02_hold` |\n"), "");
  EXPECT_EQ(findings(first), "a.md:0: LINK-02 does not list LINK_01_and_LINK_02_hold\n");
  EXPECT_EQ(findings(first + "| LINK-02 | `LINK_01_and_LINK_02_hold`, `circle` |\n"),
            "a.md:2: neither test nor scenario: circle\n");
  EXPECT_EQ(findings(first + "| LINK-02 | `LINK_01_and_LINK_02_hold` |\n| LINK-03 |  |\n"),
            "a.md:3: LINK-03 has neither proof nor reason\n");
}

}  // namespace
}  // namespace forlopp::tidy
