#include "search/explain.h"

#include "search/fold.h"

namespace medcredit::search {

namespace {

std::string inQuotes(std::u16string_view folded) { return "“" + unfold(folded) + "”"; }

/// "（繁体写法）", empty when query and name are written alike.
std::string note(const Query& query, std::string_view part, std::u16string_view text) {
  if (text.size() != query.text.size()) return {};
  const std::string difference = writingDifference(query.typed, part);
  return difference.empty() ? std::string() : "（" + difference + "）";
}

/// "去掉“有限公司”后，" when the legal form of the query was left out.
std::string withoutForm(const Query& query, std::u16string_view text) {
  if (text.size() == query.text.size()) return {};
  return "去掉" + inQuotes(std::u16string_view(query.text).substr(text.size())) + "后，";
}

}  // namespace

std::string explainExact(const Query& query, const std::string& name, std::u16string_view text) {
  return withoutForm(query, text) + "名称相同" + note(query, name, text);
}

std::string explainPart(const Query& query, const std::string& name, std::u16string_view text, std::size_t at) {
  return withoutForm(query, text) + (at == 0 ? "名称以" + inQuotes(text) + "开头" : "名称含" + inQuotes(text)) +
         note(query, writtenPart(name, at, text.size()), text);
}

std::string explainWords(const Query& query) {
  std::string out = "名称同时含";
  for (const auto& word : query.words) out += inQuotes(word);
  return out;
}

std::string explainSlip(std::u16string_view query, std::u16string_view name, const SlipMatch& match) {
  const auto inQuery = query.substr(match.queryAt, 1);
  const auto inName = name.substr(match.nameAt, 1);
  switch (match.slip) {
    case Slip::kSwapped:
      return "两字颠倒：" + inQuotes(query.substr(match.queryAt, 2)) + "与" + inQuotes(name.substr(match.nameAt, 2));
    case Slip::kSameSound:
      return "一字之差（同音）：" + inQuotes(inQuery) + "与" + inQuotes(inName);
    case Slip::kMissing:
      return "一字之差：查询少" + inQuotes(inName);
    case Slip::kAdded:
      return "一字之差：查询多" + inQuotes(inQuery);
    case Slip::kWrong:
      break;
  }
  return "一字之差：" + inQuotes(inQuery) + "与" + inQuotes(inName);
}

}  // namespace medcredit::search
