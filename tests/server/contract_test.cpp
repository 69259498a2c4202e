// The document and the program say the same: every operation is documented as it is routed, and routed as documented.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>
#include <string>

#include "http/api.h"
#include "http/openapi.h"
#include "support/server_fixture.h"

namespace medcredit::test {
namespace {

namespace json = boost::json;

const json::value& document() {
  static const json::value parsed = json::parse(http::openApiDocument());
  return parsed;
}

const http::Router& router() {
  static const http::Router table = http::apiRouter();
  return table;
}

/// Follows a reference of the document.
const json::object& resolved(const json::value& node) {
  const auto* reference = node.as_object().if_contains("$ref");
  if (reference == nullptr) return node.as_object();
  const std::string pointer(reference->as_string());
  return resolved(document().at_pointer(pointer.substr(1)));
}

struct Documented {
  std::string path, method;
  json::object body;
  std::map<std::string, json::object> parameters;  ///< "in name"
};

std::map<std::string, Documented> operations() {
  std::map<std::string, Documented> out;
  for (const auto& path : document().at("paths").as_object()) {
    for (const auto& operation : path.value().as_object()) {
      Documented one;
      one.path = path.key();
      one.method = operation.key();
      std::transform(one.method.begin(), one.method.end(), one.method.begin(), ::toupper);
      one.body = operation.value().as_object();
      if (one.body.contains("parameters")) {
        for (const auto& given : one.body.at("parameters").as_array()) {
          const auto& parameter = resolved(given);
          one.parameters[std::string(parameter.at("in").as_string()) + " " +
                         std::string(parameter.at("name").as_string())] = parameter;
        }
      }
      const std::string id(one.body.at("operationId").as_string());
      EXPECT_TRUE(out.emplace(id, one).second) << id << " is documented twice";
    }
  }
  return out;
}

std::set<std::string> pathParameters(const std::string& path) {
  std::set<std::string> out;
  for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1)) {
    out.insert(path.substr(at + 1, path.find('}', at) - at - 1));
  }
  return out;
}

bool required(const Documented& operation, const std::string& parameter) {
  const auto found = operation.parameters.find(parameter);
  return found != operation.parameters.end() && found->second.contains("required") &&
         found->second.at("required").as_bool();
}

TEST(Contract, DocumentsEveryRouteWithItsPermissionAndParameters) {
  const auto documented = operations();
  for (const auto& route : router().routes()) {
    SCOPED_TRACE(route.operationId);
    const auto found = documented.find(route.operationId);
    ASSERT_NE(found, documented.end()) << "not documented: " << http::methodName(route.method) << " " << route.path;
    const auto& operation = found->second;
    EXPECT_EQ(operation.path, route.path);
    EXPECT_EQ(operation.method, http::methodName(route.method));
    EXPECT_EQ(std::string(operation.body.at("x-permission").as_string()), route.permission);
    std::set<std::string> inPath;
    for (const auto& [name, parameter] : operation.parameters) {
      if (name.starts_with("path ")) inPath.insert(name.substr(5));
    }
    EXPECT_EQ(inPath, pathParameters(route.path));
    const bool keyed = route.changes() && route.keyed && route.permission != "public";
    EXPECT_EQ(required(operation, "header Idempotency-Key"), keyed);
    if (route.upload || route.binaryBody) {
      EXPECT_TRUE(
          operation.body.at("requestBody").at_pointer("/content").as_object().contains("application/octet-stream"));
    }
  }
}

TEST(Contract, RoutesEveryDocumentedOperation) {
  const auto documented = operations();
  EXPECT_GT(documented.size(), 60U);
  std::set<std::string> routed;
  for (const auto& route : router().routes()) {
    EXPECT_TRUE(routed.insert(route.operationId).second) << route.operationId << " is routed twice";
  }
  for (const auto& [id, operation] : documented) EXPECT_EQ(routed.count(id), 1U) << id;
}

TEST(Contract, EveryOperationSaysWhatItAnswersAndHowItRefuses) {
  for (const auto& [id, operation] : operations()) {
    SCOPED_TRACE(id);
    EXPECT_TRUE(operation.body.contains("summary"));
    EXPECT_TRUE(operation.body.contains("tags"));
    const auto& responses = operation.body.at("responses").as_object();
    EXPECT_TRUE(std::any_of(responses.begin(), responses.end(),
                            [](const auto& r) { return r.key().starts_with('2') || r.key().starts_with('3'); }));
    ASSERT_TRUE(responses.contains("default"));
    const auto& refusal = resolved(responses.at("default"));
    EXPECT_TRUE(refusal.at("content").as_object().contains("application/problem+json"));
  }
}

/// Walks all schemas: our objects are closed, so that a field too many is seen.
void expectClosed(const json::value& node, const std::string& place) {
  if (const auto* list = node.if_array()) {
    for (std::size_t i = 0; i < list->size(); ++i) expectClosed((*list)[i], place + "/" + std::to_string(i));
    return;
  }
  const auto* object = node.if_object();
  if (object == nullptr) return;
  if (object->contains("properties") && object->contains("type")) {
    EXPECT_TRUE(object->contains("additionalProperties")) << place;
  }
  for (const auto& member : *object) expectClosed(member.value(), place + "/" + std::string(member.key()));
}

TEST(Contract, ClosesItsObjects) {
  expectClosed(document().at("paths"), "paths");
  expectClosed(document().at_pointer("/components/schemas"), "schemas");
}

TEST(Contract, NamesOnlyPermissionsTheRolesKnow) {
  const auto& roles = law().roles;
  for (const auto& route : router().routes()) {
    if (route.permission == "public" || route.permission == "signed-in") continue;
    EXPECT_NE(roles.permission(route.permission), nullptr) << route.operationId << ": " << route.permission;
  }
}

TEST(Contract, ThePageInTheRepositoryIsTheDocument) {
  EXPECT_EQ(readFile(MC_SOURCE_DIR "/docs/api/openapi.json"), http::openApiDocument())
      << "run ./dev docs after changing src/http/openapi";
}

TEST(Contract, ARouteWithoutPermissionCannotBeAdded) {
  http::Router table;
  http::Route route;
  route.path = "/api/x";
  route.operationId = "x";
  route.handler = [](const http::Request&, http::HandlerContext&) { return http::Response(); };
  EXPECT_THROW(table.add(route), std::logic_error);
  route.permission = "public";
  EXPECT_NO_THROW(table.add(route));
}

}  // namespace
}  // namespace medcredit::test
