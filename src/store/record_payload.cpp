#include "store/record_payload.h"

#include <algorithm>
#include <charconv>

namespace medcredit::store {

namespace {

/// Walks the cells of a payload; a cell is its JSON string with the quotes.
class Cells {
 public:
  explicit Cells(std::string_view payload) : rest_(payload), all_(payload) {}

  /// Moves to the next cell; false at the end.
  bool next() {
    const auto open = rest_.find('"');
    if (open == std::string_view::npos) return false;
    const std::size_t end = jsonStringEnd(rest_, open);
    start_ = static_cast<std::size_t>(rest_.data() - all_.data()) + open;
    cell_ = rest_.substr(open, end - open);
    rest_.remove_prefix(end);
    ++index_;
    return true;
  }
  [[nodiscard]] int index() const { return index_; }
  [[nodiscard]] std::string_view cell() const { return cell_; }
  [[nodiscard]] std::size_t start() const { return start_; }

 private:
  std::string_view rest_, all_, cell_;
  std::size_t start_ = 0;
  int index_ = -1;
};

}  // namespace

std::size_t jsonStringEnd(std::string_view json, std::size_t from) {
  for (std::size_t at = from + 1;;) {
    at = json.find('"', at);
    if (at == std::string_view::npos) return json.size();
    std::size_t slashes = 0;
    while (json[at - 1 - slashes] == '\\') ++slashes;
    ++at;
    if (slashes % 2 == 0) return at;
  }
}

SplitPayload splitPayload(std::string_view payload, std::span<const int> personal) {
  SplitPayload out;
  if (personal.empty()) {
    out.open = payload;
    return out;
  }
  out.open.reserve(payload.size());
  std::size_t copied = 0;
  auto wanted = personal.begin();
  Cells cells(payload);
  while (wanted != personal.end() && cells.next()) {
    if (cells.index() != *wanted) continue;
    ++wanted;
    if (cells.cell().size() <= 2) continue;  // "": nothing to hide
    out.open.append(payload.substr(copied, cells.start() - copied)).append("\"\"");
    copied = cells.start() + cells.cell().size();
    out.secret.append(std::to_string(cells.index())).append(1, ':').append(cells.cell()).append(1, '\n');
  }
  out.open.append(payload.substr(copied));
  return out;
}

JoinedPayload joinPayload(std::string_view open, std::string_view secret) {
  JoinedPayload out;
  std::size_t copied = 0;
  Cells cells(open);
  while (!secret.empty()) {
    const auto line = secret.substr(0, secret.find('\n'));
    secret.remove_prefix(std::min(line.size() + 1, secret.size()));
    const auto colon = line.find(':');
    int index = -1;
    std::from_chars(line.data(), line.data() + std::min(colon, line.size()), index);
    if (colon == std::string_view::npos || index <= cells.index()) continue;
    while (cells.index() < index && cells.next()) continue;
    if (cells.index() != index) break;
    out.payload.append(open.substr(copied, cells.start() - copied)).append(line.substr(colon + 1));
    copied = cells.start() + cells.cell().size();
    out.personal.push_back(index);
  }
  out.payload.append(open.substr(copied));
  return out;
}

}  // namespace medcredit::store
