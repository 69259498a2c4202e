#include "service/collect_payload.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cstring>
#include <map>

namespace medcredit::service {

namespace {

/// Bytes that must be escaped inside a JSON string.
constexpr auto kMustEscape = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = true;
  table['"'] = true;
  table['\\'] = true;
  table[0x7f] = true;
  return table;
}();

/// `\u00XX` or the short form; at most six bytes.
char* putEscaped(char* to, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  *to++ = '\\';
  switch (c) {
    case '"':
    case '\\':
      *to++ = c;
      return to;
    case '\n':
      *to++ = 'n';
      return to;
    case '\r':
      *to++ = 'r';
      return to;
    case '\t':
      *to++ = 't';
      return to;
    default:
      for (const char digit : {'u', '0', '0', kHex[byte >> 4U], kHex[byte & 0xfU]}) *to++ = digit;
      return to;
  }
}

/// Sixteen bytes at once: an extension of the compiler that any processor of the last twenty years carries out
/// directly.
using Bytes = unsigned char __attribute__((vector_size(16)));

Bytes bytesAt(const char* from) {
  Bytes bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  return bytes;
}

/// Not zero in each byte that needs escaping.
Bytes mustEscape(Bytes bytes) {
  constexpr unsigned char kFirstPlain = 0x20, kDelete = 0x7f;
  return Bytes(bytes < kFirstPlain) | Bytes(bytes == '"') | Bytes(bytes == '\\') | Bytes(bytes == kDelete);
}

/// True when the text needs escaping somewhere. The last bytes overlap those before, so that none is left over.
bool needsEscape(std::string_view text) {
  constexpr std::size_t kHalf = sizeof(Bytes) / 2;
  if (text.size() < kHalf) {
    return std::any_of(text.begin(), text.end(), [](char c) { return kMustEscape[static_cast<unsigned char>(c)]; });
  }
  Bytes found{};
  if (text.size() < sizeof(Bytes)) {
    std::array<char, sizeof(Bytes)> both{};
    std::memcpy(both.data(), text.data(), kHalf);
    std::memcpy(both.data() + kHalf, text.data() + text.size() - kHalf, kHalf);
    found = mustEscape(bytesAt(both.data()));
  } else {
    found = mustEscape(bytesAt(text.data() + text.size() - sizeof(Bytes)));
  }
  for (std::size_t at = 0; at + sizeof(Bytes) < text.size(); at += sizeof(Bytes)) {
    found |= mustEscape(bytesAt(text.data() + at));
  }
  std::array<std::uint64_t, 2> halves{};
  std::memcpy(halves.data(), &found, sizeof found);
  return (halves[0] | halves[1]) != 0;
}

/// The inside of a JSON string.
void appendText(std::string& out, std::string_view text) {
  if (!needsEscape(text)) {
    out += text;
    return;
  }
  const std::size_t from = out.size();
  out.resize(from + 6 * text.size());
  const char* const end = writeJsonText(out.data() + from, text);
  out.resize(static_cast<std::size_t>(end - out.data()));
}

}  // namespace

char* writeJsonText(char* to, std::string_view text) {
  if (!needsEscape(text)) {
    std::memcpy(to, text.data(), text.size());
    return to + text.size();
  }
  for (const char c : text) {
    if (kMustEscape[static_cast<unsigned char>(c)]) {
      to = putEscaped(to, c);
    } else {
      *to++ = c;
    }
  }
  return to;
}

void appendJsonString(std::string& out, std::string_view text) {
  // Most texts are short: with their quotes they are appended in one piece.
  std::array<char, 64> piece{};
  if (text.size() + 2 <= piece.size() && !needsEscape(text)) {
    piece[0] = '"';
    text.copy(piece.data() + 1, text.size());
    piece.at(text.size() + 1) = '"';
    out.append(piece.data(), text.size() + 2);
    return;
  }
  out += '"';
  appendText(out, text);
  out += '"';
}

void appendJsonArray(std::string& out, std::span<const std::string_view> values) {
  if (values.empty()) {
    out += "[]";
    return;
  }
  std::string_view before = "[\"";
  for (const auto value : values) {
    out += before;
    appendText(out, value);
    before = "\",\"";
  }
  out += "\"]";
}

void appendJsonCells(std::string& out, std::span<const base::CellView> cells) {
  out += '[';
  bool first = true;
  for (const auto& cell : cells) {
    if (!first) out += ',';
    first = false;
    appendJsonString(out, cell.text);
  }
  out += ']';
}

std::vector<int> personalCells(const domain::CatalogueEntry& entry) {
  std::vector<int> cells;
  const auto& fields = entry.fieldSet.fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].sensitivity != domain::Sensitivity::kPublic) cells.push_back(static_cast<int>(i));
  }
  return cells;
}

namespace {

/// Reads a payload as this program writes it, as long as no text has an escape; false when it must be read with care.
bool readPlain(std::string_view payload, std::vector<std::string>& values) {
  if (!payload.starts_with("[\"") || !payload.ends_with("\"]") || payload.find('\\') != std::string_view::npos) {
    return false;
  }
  payload.remove_prefix(1);
  payload.remove_suffix(1);
  for (;;) {
    const auto end = payload.find('"', 1);
    if (payload.front() != '"' || end == std::string_view::npos) return false;
    values.emplace_back(payload.substr(1, end - 1));
    payload.remove_prefix(end + 1);
    if (payload.empty()) return true;
    if (payload.size() < 3 || payload.front() != ',') return false;
    payload.remove_prefix(1);
  }
}

}  // namespace

std::vector<std::string> readPayload(std::string_view payload) {
  std::vector<std::string> values;
  if (readPlain(payload, values)) return values;
  values.clear();
  boost::system::error_code ec;
  const auto parsed = boost::json::parse({payload.data(), payload.size()}, ec);
  if (ec || !parsed.is_array()) return values;
  for (const auto& item : parsed.get_array()) {
    if (!item.is_string()) return {};
    values.emplace_back(item.get_string());
  }
  return values;
}

std::string entryDefinition(const domain::CatalogueEntry& entry) {
  boost::json::array fields;
  for (const auto& field : entry.fieldSet.fields) {
    fields.push_back({{"id", field.id()},
                      {"code", field.code},
                      {"name", field.name},
                      {"role", domain::fieldRoleName(field.role)},
                      {"enumeration", field.enumeration}});
  }
  return boost::json::serialize(boost::json::object{{"entry", entry.code},
                                                    {"name", entry.name},
                                                    {"subject", domain::subjectKindCode(entry.subject)},
                                                    {"field_set", entry.fieldSet.id},
                                                    {"edition", entry.fieldSet.edition},
                                                    {"fields", std::move(fields)}});
}

std::vector<StoredField> definitionFields(std::string_view definition) {
  boost::system::error_code ec;
  const auto parsed = boost::json::parse({definition.data(), definition.size()}, ec);
  std::vector<StoredField> fields;
  if (ec || !parsed.is_object()) return fields;
  const auto* list = parsed.get_object().if_contains("fields");
  if (list == nullptr || !list->is_array()) return fields;
  for (const auto& item : list->get_array()) {
    const auto text = [&](const char* key) {
      const auto* value = item.is_object() ? item.get_object().if_contains(key) : nullptr;
      return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
    };
    fields.push_back({text("id"), text("name"), text("role")});
  }
  return fields;
}

bool sameFacts(std::string_view definitionA, std::string_view payloadA, std::string_view definitionB,
               std::string_view payloadB) {
  const auto facts = [](std::string_view definition, std::string_view payload) {
    std::map<std::string, std::string> byField;
    const auto fields = definitionFields(definition);
    const auto values = readPayload(payload);
    for (std::size_t i = 0; i < fields.size() && i < values.size(); ++i) {
      if (!values[i].empty()) byField[fields[i].id] = values[i];
    }
    return byField;
  };
  return facts(definitionA, payloadA) == facts(definitionB, payloadB);
}

}  // namespace medcredit::service
