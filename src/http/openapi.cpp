#include "http/openapi.h"

#include <boost/json.hpp>
#include <stdexcept>
#include <utility>

namespace medcredit::http {

namespace json = boost::json;

namespace {

/// What every operation may refer to.
constexpr std::string_view kCommon = R"json({
  "openapi": "3.1.0",
  "info": {
    "title": "医信 MedCredit",
    "version": "1",
    "description": "医疗卫生信用信息管理平台接口。除公开查询外都须登录或签名；修改一律带 Idempotency-Key，修改有版本的对象一律带 If-Match；错误一律为 application/problem+json。"
  },
  "servers": [{"url": "/"}],
  "paths": {},
  "components": {
    "schemas": {
      "Problem": {
        "type": "object",
        "description": "RFC 9457 问题详情；code 见 docs/errors.md。",
        "required": ["type", "title", "status", "code", "requestId"],
        "properties": {
          "type": {"type": "string"},
          "title": {"type": "string"},
          "status": {"type": "integer"},
          "code": {"type": "string", "pattern": "^[A-Z]{3,4}-[0-9]{4}$"},
          "requestId": {"type": "string"},
          "place": {"type": "string"},
          "basis": {"type": "string"},
          "remedy": {"type": "string"},
          "errors": {"type": "array", "items": {"$ref": "#/components/schemas/FieldError"}}
        },
        "additionalProperties": false
      },
      "FieldError": {
        "type": "object",
        "required": ["field", "code", "message"],
        "properties": {
          "field": {"type": "string"},
          "code": {"type": "string"},
          "message": {"type": "string"},
          "basis": {"type": "string"}
        },
        "additionalProperties": false
      }
    },
    "parameters": {
      "Limit": {"name": "limit", "in": "query", "description": "每页条数", "schema": {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}},
      "Cursor": {"name": "cursor", "in": "query", "description": "上一页给出的 next", "schema": {"type": "string", "maxLength": 2000}},
      "IdempotencyKey": {"name": "Idempotency-Key", "in": "header", "required": true, "description": "本次提交的唯一标识，重试时不变", "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"}},
      "IfMatch": {"name": "If-Match", "in": "header", "required": true, "description": "所读版本的 ETag", "schema": {"type": "string", "pattern": "^\"[0-9]+\"$"}},
      "Purpose": {"name": "X-Purpose", "in": "header", "description": "查询用途，取自用途清单", "schema": {"type": "string", "maxLength": 64}},
      "Case": {"name": "X-Case-Number", "in": "header", "description": "用途所属事项编号", "schema": {"type": "string", "maxLength": 100}}
    },
    "responses": {
      "Problem": {
        "description": "没有处理；原因见 code",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
      }
    },
    "securitySchemes": {
      "session": {"type": "apiKey", "in": "cookie", "name": "medcredit", "description": "登录会话；修改另须 X-CSRF-Token"},
      "signature": {"type": "apiKey", "in": "header", "name": "Authorization", "description": "系统签名（SM2 或 HMAC-SM3），见 docs/api/README.md"}
    }
  }
})json";

/// Moves the members of `from` into `into`; a name that stands there already is a contradiction.
void mergeInto(json::object& into, json::object from, const std::string& where) {
  for (auto& member : from) {
    if (!into.emplace(member.key(), std::move(member.value())).second) {
      throw std::logic_error("openapi: " + where + " defines " + std::string(member.key()) + " again");
    }
  }
}

/// Paths may be shared by areas as long as their methods differ.
void mergePaths(json::object& into, json::object from, const std::string& where) {
  for (auto& member : from) {
    auto& path = into[member.key()];
    if (path.is_null()) path = json::object();
    mergeInto(path.get_object(), std::move(member.value().as_object()), where + " " + std::string(member.key()));
  }
}

void indent(std::string& out, std::size_t depth) { out += '\n' + std::string(depth * 2, ' '); }

void print(const json::value& value, std::string& out, std::size_t depth) {
  if (value.is_object() && !value.get_object().empty()) {
    out += '{';
    bool first = true;
    for (const auto& member : value.get_object()) {
      if (!std::exchange(first, false)) out += ',';
      indent(out, depth + 1);
      out += json::serialize(member.key()) + ": ";
      print(member.value(), out, depth + 1);
    }
    indent(out, depth);
    out += '}';
  } else if (value.is_array() && !value.get_array().empty()) {
    out += '[';
    bool first = true;
    for (const auto& item : value.get_array()) {
      if (!std::exchange(first, false)) out += ',';
      indent(out, depth + 1);
      print(item, out, depth + 1);
    }
    indent(out, depth);
    out += ']';
  } else {
    out += json::serialize(value);
  }
}

}  // namespace

std::string openApiDocument() {
  json::object document = json::parse(kCommon).as_object();
  auto& components = document["components"].as_object();
  for (const auto& [name, text] : embeddedOpenApi()) {
    const std::string area(name);
    json::error_code ec;
    const json::value fragment = json::parse(json::string_view(text.data(), text.size()), ec);
    if (ec || !fragment.is_object()) throw std::logic_error("openapi: " + area + " is not JSON");
    for (const auto& part : fragment.get_object()) {
      if (part.key() == "paths") {
        mergePaths(document["paths"].as_object(), part.value().as_object(), area);
      } else if (part.key() == "components") {
        for (const auto& group : part.value().as_object()) {
          auto& target = components[group.key()];
          if (target.is_null()) target = json::object();
          mergeInto(target.as_object(), group.value().as_object(), area);
        }
      } else {
        throw std::logic_error("openapi: " + area + " has " + std::string(part.key()));
      }
    }
  }
  std::string out;
  print(document, out, 0);
  return out + '\n';
}

std::map<std::string, std::set<std::string, std::less<>>, std::less<>> queryParameters(std::string_view document) {
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> out;
  const json::value root = json::parse(json::string_view(document.data(), document.size()));
  for (const auto& path : root.at("paths").as_object()) {
    for (const auto& operation : path.value().as_object()) {
      if (!operation.value().is_object()) continue;
      const auto& body = operation.value().get_object();
      if (!body.contains("operationId")) continue;
      if (body.contains("x-open-parameters")) continue;  // others add parameters that mean nothing to us
      auto& names = out[std::string(body.at("operationId").as_string())];
      if (!body.contains("parameters")) continue;
      for (const auto& given : body.at("parameters").as_array()) {
        const auto* reference = given.as_object().if_contains("$ref");
        const json::value& parameter =
            reference == nullptr ? given : root.at_pointer(std::string(reference->as_string()).substr(1));
        if (parameter.at("in").as_string() == "query") names.emplace(parameter.at("name").as_string());
      }
    }
  }
  return out;
}

}  // namespace medcredit::http
