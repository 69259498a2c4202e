#include "domain/messages.h"

#include <algorithm>
#include <vector>

namespace medcredit::domain {

namespace {

/// All tables joined and sorted by code, built once.
const std::vector<Message>& sortedTable() {
  static const std::vector<Message> table = [] {
    std::vector<Message> all;
    for (const auto area :
         {fileMessages(),       collectMessages(), rowMessages(),      identifierMessages(), profileMessages(),
          storeMessages(),      subjectMessages(), recordMessages(),   publishMessages(),    qualityMessages(),
          workdayMessages(),    cryptoMessages(),  evidenceMessages(), accessMessages(),     disclosureMessages(),
          evaluationMessages(), gradingMessages(), httpMessages(),     jobMessages(),        workflowMessages(),
          samplingMessages(),   paperMessages(),   repairMessages(),   commitmentMessages(), cliMessages()}) {
      all.insert(all.end(), area.begin(), area.end());
    }
    std::sort(all.begin(), all.end(), [](const Message& a, const Message& b) { return a.code < b.code; });
    return all;
  }();
  return table;
}

/// The pattern with every {name} replaced by `value(name)`.
template <class Value>
std::string fill(std::string_view pattern, const Value& value) {
  std::string out;
  std::size_t at = 0;
  while (at < pattern.size()) {
    const auto open = pattern.find('{', at);
    if (open == std::string_view::npos) break;
    const auto close = pattern.find('}', open);
    if (close == std::string_view::npos) break;
    out += pattern.substr(at, open - at);
    out += value(pattern.substr(open + 1, close - open - 1));
    at = close + 1;
  }
  out += pattern.substr(at);
  return out;
}

std::string fill(std::string_view pattern, const base::Error& error) {
  return fill(pattern, [&error](std::string_view name) { return error.arg(name); });
}

}  // namespace

std::span<const Message> allMessages() { return sortedTable(); }

const Message* findMessage(std::string_view code) {
  const auto& table = sortedTable();
  const auto it = std::lower_bound(table.begin(), table.end(), code,
                                   [](const Message& m, std::string_view c) { return m.code < c; });
  return it != table.end() && it->code == code ? &*it : nullptr;
}

std::string renderText(const base::Error& error) {
  const auto* message = findMessage(error.code);
  return message != nullptr ? fill(message->text, error) : error.code;
}

std::string renderBasis(const base::Error& error) {
  const auto* message = findMessage(error.code);
  return message != nullptr ? fill(message->basis, error) : std::string();
}

std::string renderRemedy(const base::Error& error) {
  const auto* message = findMessage(error.code);
  return message != nullptr ? fill(message->remedy, error) : std::string();
}

std::string summaryText(std::string_view code) {
  const auto* message = findMessage(code);
  if (message == nullptr) return std::string(code);
  return fill(message->text, [](std::string_view) { return std::string_view("…"); });
}

std::string render(const base::Error& error) {
  std::string out = error.code;
  if (!error.place.empty()) out += " " + error.place;
  out += "：" + renderText(error);
  if (findMessage(error.code) == nullptr) return out;
  if (const auto basis = renderBasis(error); !basis.empty()) out += "。依据：" + basis;
  if (const auto remedy = renderRemedy(error); !remedy.empty()) out += "。处理：" + remedy;
  return out + "。";
}

}  // namespace medcredit::domain
