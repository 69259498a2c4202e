// The facts of a subject as one text: kept with a decision, written into the snapshot.
#include "crypto/sm3.h"
#include "service/grade_facts.h"

namespace medcredit::service {

namespace {

constexpr std::string_view kHead = "facts 1";

void escape(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '\\' || c == '\t' || c == '\n' || c == '\r') {
      out += '\\';
      out += c == '\\' ? '\\' : c == '\t' ? 't' : c == '\n' ? 'n' : 'r';
    } else {
      out += c;
    }
  }
}

std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    out += c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
  }
  return out;
}

std::vector<std::string_view> cut(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  std::size_t from = 0;
  for (;;) {
    const auto end = text.find(at, from);
    parts.push_back(text.substr(from, end == std::string_view::npos ? end : end - from));
    if (end == std::string_view::npos) return parts;
    from = end + 1;
  }
}

}  // namespace

std::string_view GradeFactLine::field(std::string_view name) const {
  for (const auto& [key, value] : fields) {
    if (key == name) return value;
  }
  return {};
}

std::string SubjectFacts::text() const {
  std::string out(kHead);
  const auto cell = [&out](std::string_view name, std::string_view value) {
    out += '\t';
    out += name;
    out += '=';
    escape(out, value);
  };
  cell("subject", publicId('S', subjectId));
  cell("kind", kind);
  cell("type", type);
  cell("region", region);
  cell("registered_on", registeredOn);
  std::string joined;
  for (const auto& feed : feeds) joined += (joined.empty() ? "" : ";") + feed;
  cell("feeds", joined);
  cell("unpublished", unpublished ? "1" : "0");
  for (const auto& fact : facts) {
    out += '\n';
    out += fact.id;
    out += '\t';
    out += fact.of;
    for (const auto& [name, value] : fact.fields) cell(name, value);
  }
  return out;
}

base::Result<SubjectFacts> SubjectFacts::parse(std::string_view text) {
  SubjectFacts out;
  bool first = true;
  for (const auto line : cut(text, '\n')) {
    auto cells = cut(line, '\t');
    if (first && cells.front() != kHead) return base::fail("EVAL-0090");
    if (!first && cells.size() < 2) return base::fail("EVAL-0090");
    GradeFactLine fact;
    if (!first) fact = {std::string(cells[0]), std::string(cells[1]), {}};
    for (std::size_t i = first ? 1 : 2; i < cells.size(); ++i) {
      const auto equals = cells[i].find('=');
      if (equals == std::string_view::npos) return base::fail("EVAL-0090");
      const std::string name(cells[i].substr(0, equals));
      std::string value = unescape(cells[i].substr(equals + 1));
      if (!first) {
        fact.fields.emplace_back(name, std::move(value));
      } else if (name == "subject") {
        out.subjectId = parsePublicId('S', value).value_or(0);
      } else if (name == "kind") {
        out.kind = value;
      } else if (name == "type") {
        out.type = value;
      } else if (name == "region") {
        out.region = value;
      } else if (name == "registered_on") {
        out.registeredOn = value;
      } else if (name == "feeds" && !value.empty()) {
        for (const auto feed : cut(value, ';')) out.feeds.emplace_back(feed);
      } else if (name == "unpublished") {
        out.unpublished = value == "1";
      }
    }
    if (!first) out.facts.push_back(std::move(fact));
    first = false;
  }
  return out;
}

std::string factsDigest(std::string_view text) { return crypto::sm3Hex(text); }

}  // namespace medcredit::service
