#include "jurisdiction/reader.h"

#include <algorithm>
#include <charconv>

namespace medcredit::jurisdiction {

void Problems::error(std::string code, std::string place, std::vector<base::ErrorArg> args) {
  list_.push_back({std::move(code), std::move(place), false, std::move(args)});
}

void Problems::warn(std::string code, std::string place, std::vector<base::ErrorArg> args) {
  list_.push_back({std::move(code), std::move(place), true, std::move(args)});
}

void Problems::error(const base::Error& failure) { error(failure.code, failure.place, failure.args); }

bool Problems::hasErrors() const {
  return std::any_of(list_.begin(), list_.end(), [](const ProfileProblem& p) { return !p.warning; });
}

std::vector<ProfileProblem> Problems::sorted() const {
  std::vector<ProfileProblem> out = list_;
  std::stable_partition(out.begin(), out.end(), [](const ProfileProblem& p) { return !p.warning; });
  return out;
}

MapReader::MapReader(const base::YamlNode& node, std::string object, Problems& problems)
    : node_(node), object_(std::move(object)), problems_(problems) {
  if (!node_.isMap()) {
    problems_.error("PROF-0022", node_.place(), {{"object", object_}, {"expected", "键值"}});
  }
}

std::optional<base::YamlNode> MapReader::node(std::string_view key) {
  asked_.push_back(key);
  return node_.get(key);
}

std::string MapReader::text(std::string_view key) {
  const auto value = node(key);
  if (!value || value->isNull()) return {};
  if (!value->isScalar()) {
    problems_.error("PROF-0022", value->place(),
                    {{"object", object_ + " 的 " + std::string(key)}, {"expected", "文字"}});
    return {};
  }
  return value->text();
}

std::string MapReader::required(std::string_view key) {
  std::string value = text(key);
  if (value.empty()) {
    const auto present = node_.get(key);
    if (!present || present->isNull() || present->isScalar()) {
      problems_.error("PROF-0021", place(key), {{"object", object_}, {"key", std::string(key)}});
    }
  }
  return value;
}

std::vector<std::string> MapReader::texts(std::string_view key) {
  const auto value = node(key);
  if (!value || value->isNull()) return {};
  if (value->isScalar()) return {value->text()};
  std::vector<std::string> out;
  if (value->isMap()) {
    problems_.error("PROF-0022", value->place(),
                    {{"object", object_ + " 的 " + std::string(key)}, {"expected", "列表"}});
    return out;
  }
  for (const auto& item : value->items()) {
    if (item.isScalar()) {
      out.push_back(item.text());
    } else {
      problems_.error("PROF-0022", item.place(),
                      {{"object", object_ + " 的 " + std::string(key)}, {"expected", "文字列表"}});
    }
  }
  return out;
}

bool MapReader::flag(std::string_view key) {
  const std::string value = text(key);
  if (value.empty() || value == "false" || value == "否") return false;
  if (value != "true" && value != "是") badValue(key, value, "true/false 或 是/否");
  return value == "true" || value == "是";
}

int MapReader::integer(std::string_view key, int fallback) {
  const std::string value = text(key);
  if (value.empty()) return fallback;
  int out = 0;
  const auto [end, ec] = std::from_chars(value.data(), value.data() + value.size(), out);
  if (ec == std::errc() && end == value.data() + value.size()) return out;
  badValue(key, value, "整数");
  return fallback;
}

std::optional<base::CivilDate> MapReader::date(std::string_view key) {
  const std::string value = text(key);
  if (value.empty()) return std::nullopt;
  const auto day = base::CivilDate::parseIso(value);
  if (!day) badValue(key, value, "YYYY-MM-DD 形式的真实日期");
  return day;
}

std::string MapReader::source() {
  const std::string given = text("source");
  const std::string label = text("default");
  const std::string note = text("note");
  const std::string tail = note.empty() ? "" : "；" + note;
  if (!given.empty()) return given + tail;
  if (label == kDefaultLabel) return "default: " + label + tail;
  if (!label.empty()) {
    badValue("default", label, std::string(kDefaultLabel));
  } else {
    problems_.error("PROF-0030", node_.place(), {{"object", object_}});
  }
  return {};
}

std::string MapReader::place(std::string_view key) const {
  for (const auto& [name, value] : node_.members()) {
    if (name.text() == key) return value.place();
  }
  return node_.place();
}

void MapReader::badValue(std::string_view key, std::string value, std::string expected) {
  problems_.error(
      "PROF-0023", place(key),
      {{"object", object_}, {"key", std::string(key)}, {"value", std::move(value)}, {"expected", std::move(expected)}});
}

void MapReader::finish() {
  for (const auto& [name, value] : node_.members()) {
    if (std::find(asked_.begin(), asked_.end(), name.text()) == asked_.end()) {
      problems_.error("PROF-0020", name.place(), {{"object", object_}, {"key", name.text()}});
    }
  }
}

}  // namespace medcredit::jurisdiction
