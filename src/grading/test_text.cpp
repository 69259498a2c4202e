// A test of a model as text of the file.
#include "grading/mutate.h"

namespace medcredit::grading {

namespace {

std::string inQuotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

template <class T, class Show>
void expectation(std::string& out, std::string_view key, const Expected<T>& value, const Show& show) {
  if (!value) return;
  out += (out.empty() ? "" : ", ") + std::string(key) + ": " +
         (value->has_value() ? std::string(show(value->value())) : std::string("~"));
}

std::string expectText(const TestExpectation& expect) {
  const auto number = [](Decimal4 value) { return value.str(); };
  const auto word = [](const std::string& value) { return inQuotes(value); };
  std::string out;
  expectation(out, "score", expect.score, number);
  expectation(out, "level", expect.level, word);
  expectation(out, "public_score", expect.publicScore, number);
  expectation(out, "limited_by", expect.limitedBy, word);
  expectation(out, "unrated_by", expect.unratedBy, word);
  if (expect.upheldScore && !*expect.upheldScore && (!expect.upheldLevel || !*expect.upheldLevel)) {
    out += ", if_disputes_upheld: ~";
  } else if (expect.upheldScore) {
    std::string upheld;
    expectation(upheld, "score", expect.upheldScore, number);
    expectation(upheld, "level", expect.upheldLevel, word);
    out += ", if_disputes_upheld: {" + upheld + "}";
  }
  expectation(out, "inspection_rate", expect.inspectionRate, number);
  return out;
}

}  // namespace

std::string testText(const ModelTest& test) {
  std::string out = "- name: " + inQuotes(test.name) + "\n  as_of: " + test.asOf.iso() + "\n";
  if (test.knownOn) out += "  known_on: " + test.knownOn->iso() + "\n";
  const auto& subject = test.subject;
  out += "  subject: {";
  if (!subject.kind.empty()) out += "kind: " + subject.kind + ", ";
  out += "type: " + subject.type;
  if (!subject.region.empty()) out += ", region: " + inQuotes(subject.region);
  if (subject.registeredOn) out += ", registered_on: " + subject.registeredOn->iso();
  std::string feeds;
  for (const auto& feed : subject.feeds) feeds += (feeds.empty() ? "" : ", ") + feed;
  out += ", feeds: [" + feeds + "]}\n  records:";
  out += test.records.empty() ? " []\n" : "\n";
  for (const auto& record : test.records) {
    out += "  - {id: " + inQuotes(record.id) + ", of: " + record.of;
    for (const auto& [field, value] : record.fields) out += ", " + field + ": " + inQuotes(value);
    out += "}\n";
  }
  return out + "  expect: {" + expectText(test.expect) + "}\n";
}

}  // namespace medcredit::grading
