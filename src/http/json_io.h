// Strict reading of what clients send and writing of what they get. Everything wrong with a request is collected and
// answered at once, in one shape everywhere: `errors: [{field, code, message}]`.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "http/message.h"

namespace medcredit::http {

/// One field that is wrong; `field` is the path in the body ("items[2].name") or the name of the parameter.
struct FieldError {
  std::string field;
  base::Error error;
};

/// Whether a field may be missing.
enum class Need { kRequired, kOptional };

/// The JSON object of a request body. Read every field the operation knows, then ask `refused()`: it answers 400 when
/// the body is no JSON object (not UTF-8, too deep, a name twice), 422 when a field is missing, of the wrong type, out
/// of its bounds or not known to the operation (mass assignment).
class JsonInput {
 public:
  explicit JsonInput(const Request& request);
  JsonInput(JsonInput&&) noexcept;
  ~JsonInput();

  /// Text of at most `maxLength` characters; a required text is not empty. No control characters but line feed and tab.
  std::string text(std::string_view name, std::size_t maxLength = 200, Need need = Need::kRequired);
  std::optional<std::string> optionalText(std::string_view name, std::size_t maxLength = 200);
  /// One of the words.
  std::string word(std::string_view name, const std::vector<std::string_view>& words, Need need = Need::kRequired);
  std::int64_t integer(std::string_view name, std::int64_t least, std::int64_t most);
  std::optional<std::int64_t> optionalInteger(std::string_view name, std::int64_t least, std::int64_t most);
  bool boolean(std::string_view name);
  std::optional<bool> optionalBoolean(std::string_view name);
  /// YYYY-MM-DD.
  base::CivilDate date(std::string_view name);
  std::optional<base::CivilDate> optionalDate(std::string_view name);
  std::vector<std::string> texts(std::string_view name, std::size_t maxItems, std::size_t maxLength = 200,
                                 Need need = Need::kRequired);
  /// An object of texts (the fields of a record); names may be anything, values are texts.
  std::vector<std::pair<std::string, std::string>> textMap(std::string_view name, std::size_t maxItems,
                                                           std::size_t maxLength = 4000, Need need = Need::kRequired);
  /// A nested object with its own fields; errors and unknown names are collected here. Empty when it is missing.
  std::optional<JsonInput> object(std::string_view name, Need need = Need::kRequired);
  std::vector<JsonInput> objects(std::string_view name, std::size_t maxItems, Need need = Need::kRequired);
  /// Any JSON value (a saved draft); a null pointer when it is missing.
  const boost::json::value* value(std::string_view name, Need need = Need::kRequired);
  /// True when the object has the name: PATCH tells "not sent" from "sent".
  [[nodiscard]] bool has(std::string_view name) const;

  /// Adds what only the handler can judge.
  void wrong(std::string_view field, base::Error error);
  /// The answer when anything was wrong, after all fields were read.
  [[nodiscard]] std::optional<Response> refused();

 private:
  struct Shared;
  struct Node;
  explicit JsonInput(std::unique_ptr<Node> node);
  [[nodiscard]] const boost::json::value* find(std::string_view name, Need need);
  [[nodiscard]] std::string pathOf(std::string_view name) const;
  std::unique_ptr<Node> node_;
};

/// The query parameters of a request, read with the same strictness (all texts on the wire).
class QueryInput {
 public:
  explicit QueryInput(const Request& request);
  std::string text(std::string_view name, std::size_t maxLength = 200);  ///< required
  std::optional<std::string> optionalText(std::string_view name, std::size_t maxLength = 200);
  std::optional<std::string> optionalWord(std::string_view name, const std::vector<std::string_view>& words);
  std::optional<std::int64_t> optionalInteger(std::string_view name, std::int64_t least, std::int64_t most);
  std::optional<bool> optionalBoolean(std::string_view name);  ///< true or false
  std::optional<base::CivilDate> optionalDate(std::string_view name);
  void wrong(std::string_view field, base::Error error);
  [[nodiscard]] std::optional<Response> refused();

 private:
  std::optional<std::string_view> take(std::string_view name);
  const Request& request_;
  std::vector<std::string> known_;
  std::vector<FieldError> errors_;
};

/// One line of JSON with decimals in plain notation; members keep their order.
[[nodiscard]] std::string jsonText(const boost::json::value& value);
[[nodiscard]] Response jsonResponse(int status, const boost::json::value& body);
/// A text that is JSON already (json_writer.h).
[[nodiscard]] Response textResponse(int status, std::string json);
/// 204.
[[nodiscard]] Response emptyResponse();

}  // namespace medcredit::http
