#include "switch/mgmt/internal/door.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forlopp::management {
namespace {

const Door door{"sesame", {"https://console.example"}, [] { return std::string{"calls_up 3\n"}; }};

Knock knock(std::string_view target) {
  return {.method = "GET",
          .target = target,
          .host = "127.0.0.1:7380",
          .authorization = {},
          .subprotocols = {},
          .wish = Knock::Wish::web_socket};
}

unsigned status(const Knock& at) {
  const auto opened = door.open(at);
  const Page* page = std::get_if<Page>(&opened);
  return page == nullptr ? 101 : page->status;
}

Role role(const Knock& at) {
  return std::get<Entry>(door.open(at)).role;
}

Knock with_token(std::string_view authorization) {
  Knock at = knock("/manage");
  at.authorization = authorization;
  return at;
}

Knock from(std::string_view origin, std::string_view host = "127.0.0.1:7380") {
  Knock at = knock("/manage");
  at.origin = origin;
  at.host = host;
  return at;
}

TEST(Door, PagesAreThereAndEverythingElseNamesThem) {
  Knock page = knock("/healthz");
  page.wish = Knock::Wish::page;
  EXPECT_EQ(std::get<Page>(door.open(page)).text, "ok\n");
  page.target = "/metrics?x=1";
  EXPECT_EQ(std::get<Page>(door.open(page)).text, "calls_up 3\n");
  page.target = "/manage";
  EXPECT_EQ(status(page), 400U);
  page.target = "/";
  EXPECT_EQ(status(page), 404U);
  EXPECT_THAT(std::get<Page>(door.open(page)).text, testing::HasSubstr("/metrics, /healthz"));
  page.target = "/healthz";
  page.method = "POST";
  EXPECT_EQ(status(page), 404U);
}

TEST(Door, TokenMakesAnOperatorAndNoneAViewer) {
  EXPECT_EQ(role(knock("/manage")), Role::viewer);
  EXPECT_EQ(role(knock("/manage?token=sesame")), Role::operator_);
  EXPECT_EQ(role(knock("/manage?a=b&token=s%65same")), Role::operator_);
  EXPECT_EQ(role(with_token("Bearer sesame")), Role::operator_);
  EXPECT_EQ(role(with_token("bearer  sesame ")), Role::operator_);
}

TEST(Door, WrongTokenIsRefusedRatherThanMadeAViewer) {
  EXPECT_EQ(status(knock("/manage?token=Sesame")), 401U);
  EXPECT_EQ(status(knock("/manage?token=sesam")), 401U);
  EXPECT_EQ(status(knock("/manage?token=")), 401U);
  EXPECT_EQ(status(with_token("Bearer wrong")), 401U);
  EXPECT_EQ(status(with_token("Basic sesame")), 401U);
  const Door without_token{"", {}, {}};
  EXPECT_EQ(std::get<Page>(without_token.open(knock("/manage?token="))).status, 401U);
}

TEST(Door, PagesOfOthersAreKeptOut) {
  EXPECT_EQ(status(from("http://127.0.0.1:7380")), 101U);
  EXPECT_EQ(status(from("http://localhost:7380", "localhost:7380")), 101U);
  EXPECT_EQ(status(from("http://[::1]:7380", "[::1]:7380")), 101U);
  EXPECT_EQ(status(from("https://console.example")), 101U);
  EXPECT_EQ(status(from("http://127.0.0.1:8080")), 403U);
  EXPECT_EQ(status(from("http://console.example")), 403U);
  EXPECT_EQ(status(from("null")), 403U);
  EXPECT_EQ(status(from("")), 403U);
}

TEST(Door, NameThatSomebodyElseGaveToThisAddressIsNotThisServer) {
  EXPECT_EQ(status(from("http://evil.example:7380", "evil.example:7380")), 403U);
  EXPECT_EQ(status(from("http://127.0.0.1.evil.example", "127.0.0.1.evil.example")), 403U);
}

TEST(Door, FirstFormThatThereIsIsChosen) {
  Knock at = knock("/manage");
  EXPECT_EQ(std::get<Entry>(door.open(at)).form, Form::json);
  EXPECT_FALSE(std::get<Entry>(door.open(at)).form_was_asked_for);
  at.subprotocols = "other, forlopp.cbor , forlopp.json";
  EXPECT_EQ(std::get<Entry>(door.open(at)).form, Form::cbor);
  EXPECT_TRUE(std::get<Entry>(door.open(at)).form_was_asked_for);
  at.subprotocols = "forlopp";
  EXPECT_EQ(status(at), 400U);
}

}  // namespace
}  // namespace forlopp::management
