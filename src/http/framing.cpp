#include "http/framing.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "http/message.h"

namespace medcredit::http {

namespace {

bool isToken(std::string_view text) {
  static constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

/// True when the comma-separated list names the item.
bool hasItem(std::string_view list, std::string_view item) {
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    if (equalNoCase(trimmed(list.substr(0, end)), item)) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

bool isAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Host as a name or address with an optional port, nothing that could be read as part of a path or of credentials.
bool isHost(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-' ||
           c == '_' || c == ':' || c == '[' || c == ']';
  });
}

bool parseRequestLine(std::string_view line, Head& head) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return false;
  head.method = line.substr(0, first);
  head.target = line.substr(first + 1, last - first - 1);
  const auto version = line.substr(last + 1);
  head.oldVersion = version == "HTTP/1.0";
  if (version != "HTTP/1.1" && !head.oldVersion) return false;
  const bool visible = std::all_of(head.target.begin(), head.target.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  return isToken(head.method) && head.target.starts_with('/') && visible;
}

bool parseLength(std::string_view text, std::optional<std::uint64_t>& into) {
  constexpr std::size_t kMostDigits = 18;
  if (into || text.empty() || text.size() > kMostDigits) return false;
  std::uint64_t value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc() || end != text.data() + text.size()) return false;
  into = value;
  return true;
}

/// Fields that decide about framing and the connection.
bool takeControlField(std::string_view name, std::string_view value, Head& head, int& hosts) {
  switch (name.size()) {
    case 4:
      if (!equalNoCase(name, "Host")) return true;
      return ++hosts == 1 && isHost(value);
    case 6:
      if (equalNoCase(name, "Expect")) head.expectContinue = equalNoCase(value, "100-continue");
      return true;
    case 10:
      if (!equalNoCase(name, "Connection")) return true;
      if (hasItem(value, "close")) {
        head.keepAlive = false;
      } else if (head.oldVersion && hasItem(value, "keep-alive")) {
        head.keepAlive = true;
      }
      return true;
    case 14:
      return !equalNoCase(name, "Content-Length") || parseLength(value, head.contentLength);
    case 17:
      if (!equalNoCase(name, "Transfer-Encoding")) return true;
      if (head.chunked || head.oldVersion || !equalNoCase(value, "chunked")) return false;
      head.chunked = true;
      return true;
    default:
      return true;
  }
}

}  // namespace

HeadScan scanHead(std::string_view bytes, std::size_t from) {
  // One byte back: a CR at the end of the last part is judged with what follows it.
  for (std::size_t i = from == 0 ? 0 : from - 1; i < bytes.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    if (c >= 0x20 && c != 0x7F) continue;
    if (c == '\r') {
      if (i == 0 || (i + 1 < bytes.size() && bytes[i + 1] != '\n')) return {HeadState::kMalformed};
    } else if (c == '\n') {
      if (i == 0 || bytes[i - 1] != '\r') return {HeadState::kMalformed};
      if (i >= 3 && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') return {HeadState::kComplete, i + 1};
    } else if (c != '\t') {
      return {HeadState::kMalformed};
    }
  }
  return {};
}

std::string_view Head::field(std::string_view name) const {
  for (const auto& [key, value] : fields) {
    if (equalNoCase(key, name)) return value;
  }
  return {};
}

bool parseHead(std::string_view bytes, Head& head) {
  head.fields.clear();
  head.contentLength.reset();
  head.chunked = false;
  head.expectContinue = false;
  auto end = bytes.find("\r\n");
  if (end == std::string_view::npos || !parseRequestLine(bytes.substr(0, end), head)) return false;
  head.keepAlive = !head.oldVersion;
  int hosts = 0;
  bytes.remove_prefix(end + 2);
  for (end = bytes.find("\r\n"); end != 0; end = bytes.find("\r\n")) {
    if (end == std::string_view::npos) return false;
    const auto line = bytes.substr(0, end);
    bytes.remove_prefix(end + 2);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return false;
    const auto name = line.substr(0, colon);
    const auto value = trimmed(line.substr(colon + 1));
    if (!isToken(name) || !(isAscii(value) || base::isValidUtf8(value))) return false;
    if (!takeControlField(name, value, head, hosts)) return false;
    head.fields.emplace_back(name, value);
  }
  return hosts == 1 && !(head.chunked && head.contentLength);
}

BodyDecoder::BodyDecoder(const Head& head, std::uint64_t limit) : chunked_(head.chunked), limit_(limit) {
  if (!chunked_) left_ = head.contentLength.value_or(0);
}

BodyDecoder::State BodyDecoder::feed(std::string_view bytes, std::size_t& used, std::string& out) {
  used = 0;
  if (!chunked_) {
    if (left_ > limit_ - std::min(total_, limit_)) return State::kTooLarge;
    used = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
    out.append(bytes.substr(0, used));
    left_ -= used;
    total_ += used;
    return left_ == 0 ? State::kDone : State::kMore;
  }
  while (used < bytes.size()) {
    if (part_ == Part::kData) {
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size() - used));
      out.append(bytes.substr(used, count));
      used += count;
      left_ -= count;
      if (left_ == 0) part_ = Part::kDataCr;
      continue;
    }
    const State state = step(bytes[used++]);
    if (state != State::kMore) return state;
  }
  return State::kMore;
}

BodyDecoder::State BodyDecoder::step(char c) {
  constexpr int kMostDigits = 8;
  const auto expect = [&](char wanted, Part next) {
    part_ = next;
    return c == wanted ? State::kMore : State::kMalformed;
  };
  switch (part_) {
    case Part::kSize: {
      if (c == '\r' && digits_ > 0) {
        part_ = Part::kSizeEnd;
        return State::kMore;
      }
      unsigned digit = 0;
      const auto [end, ec] = std::from_chars(&c, &c + 1, digit, 16);
      if (ec != std::errc() || ++digits_ > kMostDigits) return State::kMalformed;
      left_ = left_ * 16 + digit;
      return State::kMore;
    }
    case Part::kSizeEnd:
      digits_ = 0;
      total_ += left_;
      if (c == '\n' && total_ > limit_) return State::kTooLarge;
      return expect('\n', left_ == 0 ? Part::kLastCr : Part::kData);
    case Part::kDataCr:
      return expect('\r', Part::kDataLf);
    case Part::kDataLf:
      return expect('\n', Part::kSize);
    case Part::kLastCr:
      return expect('\r', Part::kLastLf);
    case Part::kLastLf:
      part_ = Part::kOver;
      return c == '\n' ? State::kDone : State::kMalformed;
    default:
      return State::kMalformed;
  }
}

}  // namespace medcredit::http
