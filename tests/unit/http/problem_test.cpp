// Problem details for every code of the catalogue: nobody is told of a {name}.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "domain/messages.h"
#include "http/api.h"
#include "support/req.h"

namespace medcredit::http {
namespace {

/// Names between braces.
std::vector<std::string> placeholders(std::string_view text) {
  std::vector<std::string> names;
  for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const auto close = text.find('}', open);
    if (close != std::string_view::npos) names.emplace_back(text.substr(open + 1, close - open - 1));
  }
  return names;
}

base::Error bound(const domain::Message& message) {
  base::Error error{std::string(message.code)};
  for (const auto text : {message.text, message.basis, message.remedy}) {
    for (const auto& name : placeholders(text)) error.args.push_back({name, "值"});
  }
  return error;
}

TEST(Problem, NoCodeLeavesAPlaceholderInWhatIsSent) {
  Request request;
  request.requestId = "q1";
  for (const auto& message : domain::allMessages()) {
    for (const auto& error : {bound(message), base::Error{std::string(message.code)}}) {
      const Response response = refuse(request, error, {{"name", error}});
      const auto body = boost::json::parse(response.body);
      EXPECT_EQ(body.at("code"), boost::json::string(message.code));
      auto parts = body.as_object();
      for (const auto& wrong : body.at("errors").as_array()) {
        for (const auto& part : wrong.as_object()) parts["errors." + std::string(part.key())] = part.value();
      }
      for (const auto& part : parts) {
        if (!part.value().is_string()) continue;
        EXPECT_TRUE(placeholders(part.value().as_string()).empty()) << message.code << " " << part.value();
      }
    }
  }
}

TEST(Problem, AQueryThatTookTooLongAndAFullDiskSayWhatToDo) {
  const auto slow = boost::json::parse(refuse(Request{}, base::fail("STOR-0016")).body);
  EXPECT_EQ(slow.at("status"), 503);
  EXPECT_EQ(slow.at("code"), "STOR-0016");
  EXPECT_NE(std::string(slow.at("title").as_string()).find("查询用时"), std::string::npos);
  EXPECT_NE(std::string(slow.at("remedy").as_string()).find("缩小"), std::string::npos);
  const auto full = boost::json::parse(refuse(Request{}, base::fail("STOR-0002", {{"detail", "/data/x"}})).body);
  EXPECT_EQ(full.at("status"), 507);
  EXPECT_EQ(boost::json::serialize(full).find("/data"), std::string::npos) << "no inside";
  EXPECT_NE(std::string(full.at("remedy").as_string()).find("磁盘"), std::string::npos);
}

TEST(Problem, TheRemedyNamesWhatItIsAbout) {
  // Given a code whose remedy has a placeholder
  const domain::Message* chosen = nullptr;
  for (const auto& message : domain::allMessages()) {
    const bool told = statusOf(base::Error{std::string(message.code)}) < 500;
    if (told && !placeholders(message.remedy).empty()) chosen = &message;
  }
  ASSERT_NE(chosen, nullptr);
  // When it is refused, then the remedy carries the value
  const auto body = boost::json::parse(problem(422, bound(*chosen), "q2").body);
  EXPECT_NE(std::string(body.at("remedy").as_string()).find("值"), std::string::npos) << body;
}

}  // namespace
}  // namespace medcredit::http
