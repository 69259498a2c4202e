#include "http/json_io.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/text.h"
#include "http/api.h"

namespace medcredit::http {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxDepth = 12;

base::Error missing() { return base::fail("HTTP-0016"); }
base::Error wrongType(std::string_view expected) {
  return base::fail("HTTP-0017", {{"expected", std::string(expected)}});
}
base::Error outOfRange(std::string range) { return base::fail("HTTP-0018", {{"range", std::move(range)}}); }
std::string upTo(std::size_t count, std::string_view unit) {
  return "最多 " + std::to_string(count) + std::string(unit);
}

bool hasControl(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
  });
}

/// Judges a text; no value means it is fine.
std::optional<base::Error> judgeText(std::string_view text, std::size_t maxLength, bool mayBeEmpty) {
  if (text.empty() && !mayBeEmpty) return missing();
  if (!base::isValidUtf8(text) || hasControl(text)) return wrongType("不含控制字符的文字");
  if (base::codePoints(text) > maxLength) return outOfRange(upTo(maxLength, " 个字符"));
  return std::nullopt;
}

std::string listOf(const std::vector<std::string_view>& words) {
  std::string out;
  for (const auto word : words) out += (out.empty() ? "" : "、") + std::string(word);
  return out;
}

/// The parser keeps the last of two members with one name, so doubled names are looked for in the text, which is known
/// to be well-formed here.
std::optional<std::string> doubledName(std::string_view text) {
  std::vector<std::optional<std::set<std::string>>> open;  // a set for each object, none for an array
  bool nameNext = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '{' || c == '[') {
      open.emplace_back(c == '{' ? std::optional<std::set<std::string>>(std::in_place) : std::nullopt);
      nameNext = c == '{';
    } else if (c == '}' || c == ']') {
      open.pop_back();
    } else if (c == ',') {
      nameNext = !open.empty() && open.back().has_value();
    } else if (c == '"') {
      const std::size_t start = i++;
      while (text[i] != '"') i += text[i] == '\\' ? 2U : 1U;
      if (!nameNext) continue;
      nameNext = false;
      const std::string name(json::parse(text.substr(start, i - start + 1)).get_string());
      if (!open.back()->insert(name).second) return name;
    }
  }
  return std::nullopt;
}

base::Result<json::value> parseBody(const Request& request) {
  if (!base::isValidUtf8(request.body)) return base::fail("HTTP-0014", {{"detail", "不是 UTF-8 编码"}});
  json::parse_options options;
  options.max_depth = kMaxDepth;
  json::error_code ec;
  json::value value = json::parse(request.body, ec, {}, options);
  if (ec == json::error::too_deep) return base::fail("HTTP-0014", {{"detail", "嵌套过深"}});
  if (ec) return base::fail("HTTP-0014", {{"detail", "不是完整的 JSON"}});
  if (!value.is_object()) return base::fail("HTTP-0014", {{"detail", "应为一个 JSON 对象"}});
  if (const auto name = doubledName(request.body)) return base::fail("HTTP-0015", {{"name", *name}});
  return value;
}

}  // namespace

/// What the object of the body and the objects nested in it share.
struct JsonInput::Shared {
  const Request* request = nullptr;
  json::value body;
  std::optional<base::Error> unreadable;
  std::vector<FieldError> errors;
};

struct JsonInput::Node {
  std::shared_ptr<Shared> shared;
  const json::object* object = nullptr;  ///< null when the body is unreadable
  std::string prefix;
  std::set<std::string, std::less<>> known;
  bool root = false;

  Node(std::shared_ptr<Shared> ofAll, const json::object* fields, std::string path, bool isRoot)
      : shared(std::move(ofAll)), object(fields), prefix(std::move(path)), root(isRoot) {}
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  /// Names nobody asked for are wrong: nested objects tell when they go, the outermost when it is asked.
  void findUnknown() {
    if (object == nullptr) return;
    for (const auto& member : *object) {
      if (known.count(std::string_view(member.key())) == 0) {
        shared->errors.push_back({prefix + std::string(member.key()), base::fail("HTTP-0019")});
      }
    }
    object = nullptr;
  }
  ~Node() {
    if (!root) findUnknown();
  }
};

JsonInput::JsonInput(const Request& request) {
  auto shared = std::make_shared<Shared>();
  shared->request = &request;
  auto body = parseBody(request);
  const json::object* fields = nullptr;
  if (body.ok()) {
    shared->body = std::move(body).value();
    fields = &shared->body.get_object();
  } else {
    shared->unreadable = body.error();
  }
  node_ = std::make_unique<Node>(std::move(shared), fields, std::string(), true);
}

JsonInput::JsonInput(std::unique_ptr<Node> node) : node_(std::move(node)) {}
JsonInput::JsonInput(JsonInput&&) noexcept = default;
JsonInput::~JsonInput() = default;

std::string JsonInput::pathOf(std::string_view name) const { return node_->prefix + std::string(name); }

bool JsonInput::has(std::string_view name) const {
  return node_->object != nullptr && node_->object->if_contains(name) != nullptr;
}

void JsonInput::wrong(std::string_view field, base::Error error) {
  node_->shared->errors.push_back({pathOf(field), std::move(error)});
}

const json::value* JsonInput::find(std::string_view name, Need need) {
  if (node_->object == nullptr) return nullptr;
  node_->known.emplace(name);
  const auto* value = node_->object->if_contains(name);
  if (value == nullptr && need == Need::kRequired) wrong(name, missing());
  return value;
}

const json::value* JsonInput::value(std::string_view name, Need need) { return find(name, need); }

std::string JsonInput::text(std::string_view name, std::size_t maxLength, Need need) {
  const auto* value = find(name, need);
  if (value == nullptr) return {};
  if (!value->is_string()) {
    wrong(name, wrongType("文字"));
    return {};
  }
  const std::string_view text = value->get_string();
  if (auto error = judgeText(text, maxLength, need == Need::kOptional)) {
    wrong(name, std::move(*error));
    return {};
  }
  return std::string(text);
}

std::optional<std::string> JsonInput::optionalText(std::string_view name, std::size_t maxLength) {
  if (!has(name)) {
    static_cast<void>(find(name, Need::kOptional));
    return std::nullopt;
  }
  return text(name, maxLength, Need::kOptional);
}

std::string JsonInput::word(std::string_view name, const std::vector<std::string_view>& words, Need need) {
  std::string given = text(name, 200, need);
  if (!given.empty() && std::find(words.begin(), words.end(), given) == words.end()) {
    wrong(name, outOfRange(listOf(words)));
    return {};
  }
  return given;
}

std::optional<std::int64_t> JsonInput::optionalInteger(std::string_view name, std::int64_t least, std::int64_t most) {
  const auto* value = find(name, Need::kOptional);
  if (value == nullptr) return std::nullopt;
  if (!value->is_int64()) {
    wrong(name, wrongType("整数"));
    return std::nullopt;
  }
  const std::int64_t number = value->get_int64();
  if (number < least || number > most) {
    wrong(name, outOfRange(std::to_string(least) + " 至 " + std::to_string(most)));
    return std::nullopt;
  }
  return number;
}

std::int64_t JsonInput::integer(std::string_view name, std::int64_t least, std::int64_t most) {
  if (find(name, Need::kRequired) == nullptr) return least;
  return optionalInteger(name, least, most).value_or(least);
}

std::optional<bool> JsonInput::optionalBoolean(std::string_view name) {
  const auto* value = find(name, Need::kOptional);
  if (value == nullptr) return std::nullopt;
  if (!value->is_bool()) {
    wrong(name, wrongType("true 或 false"));
    return std::nullopt;
  }
  return value->get_bool();
}

bool JsonInput::boolean(std::string_view name) {
  return find(name, Need::kRequired) != nullptr && optionalBoolean(name).value_or(false);
}

std::optional<base::CivilDate> JsonInput::optionalDate(std::string_view name) {
  const auto* value = find(name, Need::kOptional);
  if (value == nullptr) return std::nullopt;
  const auto day = value->is_string() ? base::CivilDate::parseIso(value->get_string()) : std::nullopt;
  if (!day) wrong(name, wrongType("日期 YYYY-MM-DD"));
  return day;
}

base::CivilDate JsonInput::date(std::string_view name) {
  if (find(name, Need::kRequired) == nullptr) return {};
  return optionalDate(name).value_or(base::CivilDate());
}

std::vector<std::string> JsonInput::texts(std::string_view name, std::size_t maxItems, std::size_t maxLength,
                                          Need need) {
  const auto* value = find(name, need);
  if (value == nullptr) return {};
  if (!value->is_array()) {
    wrong(name, wrongType("文字的列表"));
    return {};
  }
  if (value->get_array().size() > maxItems) {
    wrong(name, outOfRange(upTo(maxItems, " 项")));
    return {};
  }
  std::vector<std::string> out;
  for (const auto& item : value->get_array()) {
    const std::string place = std::string(name) + "[" + std::to_string(out.size()) + "]";
    if (!item.is_string()) {
      wrong(place, wrongType("文字"));
    } else if (auto error = judgeText(item.get_string(), maxLength, false)) {
      wrong(place, std::move(*error));
    }
    out.emplace_back(item.is_string() ? std::string(item.get_string()) : std::string());
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> JsonInput::textMap(std::string_view name, std::size_t maxItems,
                                                                    std::size_t maxLength, Need need) {
  const auto* value = find(name, need);
  if (value == nullptr) return {};
  if (!value->is_object()) {
    wrong(name, wrongType("字段与文字的对象"));
    return {};
  }
  if (value->get_object().size() > maxItems) {
    wrong(name, outOfRange(upTo(maxItems, " 项")));
    return {};
  }
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& member : value->get_object()) {
    const std::string place = std::string(name) + "." + std::string(member.key());
    if (!member.value().is_string()) {
      wrong(place, wrongType("文字"));
    } else if (auto error = judgeText(member.value().get_string(), maxLength, true)) {
      wrong(place, std::move(*error));
    } else {
      out.emplace_back(std::string(member.key()), std::string(member.value().get_string()));
    }
  }
  return out;
}

std::optional<JsonInput> JsonInput::object(std::string_view name, Need need) {
  const auto* value = find(name, need);
  if (value == nullptr) return std::nullopt;
  if (!value->is_object()) {
    wrong(name, wrongType("对象"));
    return std::nullopt;
  }
  return JsonInput(std::make_unique<Node>(node_->shared, &value->get_object(), pathOf(name) + ".", false));
}

std::vector<JsonInput> JsonInput::objects(std::string_view name, std::size_t maxItems, Need need) {
  std::vector<JsonInput> out;
  const auto* value = find(name, need);
  if (value == nullptr) return out;
  if (!value->is_array()) {
    wrong(name, wrongType("对象的列表"));
    return out;
  }
  if (value->get_array().size() > maxItems) {
    wrong(name, outOfRange(upTo(maxItems, " 项")));
    return out;
  }
  for (std::size_t i = 0; i < value->get_array().size(); ++i) {
    const auto& item = value->get_array()[i];
    const std::string place = std::string(name) + "[" + std::to_string(i) + "]";
    if (!item.is_object()) {
      wrong(place, wrongType("对象"));
      continue;
    }
    out.push_back(JsonInput(std::make_unique<Node>(node_->shared, &item.get_object(), pathOf(place) + ".", false)));
  }
  return out;
}

std::optional<Response> JsonInput::refused() {
  const auto& shared = *node_->shared;
  if (shared.unreadable) return refuse(*shared.request, *shared.unreadable);
  node_->findUnknown();
  if (shared.errors.empty()) return std::nullopt;
  return refuse(*shared.request, base::fail("HTTP-0025", {{"count", std::to_string(shared.errors.size())}}),
                shared.errors);
}

QueryInput::QueryInput(const Request& request) : request_(request) {}

std::optional<std::string_view> QueryInput::take(std::string_view name) {
  known_.emplace_back(name);
  return request_.queryValue(name);
}

void QueryInput::wrong(std::string_view field, base::Error error) {
  errors_.push_back({std::string(field), std::move(error)});
}

std::optional<std::string> QueryInput::optionalText(std::string_view name, std::size_t maxLength) {
  const auto given = take(name);
  if (!given) return std::nullopt;
  if (auto error = judgeText(*given, maxLength, true)) {
    wrong(name, std::move(*error));
    return std::nullopt;
  }
  return std::string(*given);
}

std::string QueryInput::text(std::string_view name, std::size_t maxLength) {
  auto given = optionalText(name, maxLength);
  if (!request_.queryValue(name) || (given && given->empty())) wrong(name, missing());
  return given.value_or(std::string());
}

std::optional<std::string> QueryInput::optionalWord(std::string_view name, const std::vector<std::string_view>& words) {
  auto given = optionalText(name);
  if (given && std::find(words.begin(), words.end(), *given) == words.end()) {
    wrong(name, outOfRange(listOf(words)));
    return std::nullopt;
  }
  return given;
}

std::optional<std::int64_t> QueryInput::optionalInteger(std::string_view name, std::int64_t least, std::int64_t most) {
  const auto given = take(name);
  if (!given) return std::nullopt;
  json::error_code ec;
  const json::value parsed = json::parse(json::string_view(given->data(), given->size()), ec);
  if (ec || !parsed.is_int64()) {
    wrong(name, wrongType("整数"));
    return std::nullopt;
  }
  const std::int64_t number = parsed.get_int64();
  if (number < least || number > most) {
    wrong(name, outOfRange(std::to_string(least) + " 至 " + std::to_string(most)));
    return std::nullopt;
  }
  return number;
}

std::optional<bool> QueryInput::optionalBoolean(std::string_view name) {
  const auto given = optionalWord(name, {"true", "false"});
  if (!given) return std::nullopt;
  return *given == "true";
}

std::optional<base::CivilDate> QueryInput::optionalDate(std::string_view name) {
  const auto given = take(name);
  if (!given) return std::nullopt;
  const auto day = base::CivilDate::parseIso(*given);
  if (!day) wrong(name, wrongType("日期 YYYY-MM-DD"));
  return day;
}

std::optional<Response> QueryInput::refused() {
  for (const auto& [name, value] : request_.query) {
    if (std::find(known_.begin(), known_.end(), name) == known_.end()) wrong(name, base::fail("HTTP-0019"));
  }
  if (errors_.empty()) return std::nullopt;
  return refuse(request_, base::fail("HTTP-0025", {{"count", std::to_string(errors_.size())}}), errors_);
}

Response jsonResponse(int status, const json::value& body) {
  Response response;
  response.status = status;
  response.body = jsonText(body);
  return response;
}

Response textResponse(int status, std::string json) {
  Response response;
  response.status = status;
  response.body = std::move(json);
  return response;
}

Response emptyResponse() {
  Response response;
  response.status = 204;
  return response;
}

}  // namespace medcredit::http
