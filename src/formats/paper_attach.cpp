#include "formats/paper_attach.h"

#include <fmt/format.h>

#include <charconv>

namespace medcredit::formats {

namespace {

constexpr std::string_view kMark = "%MCPAPER\n";

/// Number behind the last `key` of the text.
std::optional<std::size_t> numberAfter(std::string_view text, std::string_view key) {
  const auto at = text.rfind(key);
  if (at == std::string_view::npos) return std::nullopt;
  auto rest = text.substr(at + key.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(" \n\r"), rest.size()));
  std::size_t value = 0;
  const auto [end, ec] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (ec != std::errc() || end == rest.data()) return std::nullopt;
  return value;
}

/// Inside of an object's dictionary, without its outer brackets.
std::optional<std::string_view> dictionaryOf(std::string_view file, std::size_t object) {
  const std::string head = fmt::format("\n{} 0 obj\n<<", object);
  const auto at = file.rfind(head);
  if (at == std::string_view::npos) return std::nullopt;
  const auto from = at + head.size();
  const auto end = file.find("endobj", from);
  if (end == std::string_view::npos) return std::nullopt;
  const auto close = file.substr(from, end - from).rfind(">>");
  if (close == std::string_view::npos) return std::nullopt;
  return file.substr(from, close);
}

}  // namespace

base::Result<std::string> attachText(std::string_view pages, std::string_view name, std::string_view text) {
  const auto wrong = [] { return base::fail("PAPR-0032", {{"detail", "文件结构"}}); };
  const auto size = numberAfter(pages, "/Size");
  const auto root = numberAfter(pages, "/Root");
  const auto info = numberAfter(pages, "/Info");
  const auto previous = numberAfter(pages, "startxref");
  if (!size || !root || !info || !previous || !pages.ends_with("%%EOF\n")) return wrong();
  const auto catalogue = dictionaryOf(pages, *root);
  if (!catalogue) return wrong();
  std::string out(pages);
  out += kMark;
  const std::size_t catalogueAt = out.size();
  out += fmt::format(
      "{0} 0 obj\n<<{1} /Names << /EmbeddedFiles << /Names [({2}) {3} 0 R] >> >> /AF [{3} 0 R]\n>>\nendobj\n", *root,
      *catalogue, name, *size + 1);
  const std::size_t fileAt = out.size();
  out += fmt::format("{} 0 obj\n<< /Type /EmbeddedFile /Subtype /application#2Fjson /Length {} >>\nstream\n", *size,
                     text.size());
  out += text;
  out += "\nendstream\nendobj\n";
  const std::size_t specAt = out.size();
  out += fmt::format(
      "{0} 0 obj\n<< /Type /Filespec /F ({1}) /UF ({1}) /AFRelationship /Data /EF << /F {2} 0 R >> >>\nendobj\n",
      *size + 1, name, *size);
  const std::size_t tableAt = out.size();
  out += fmt::format("xref\n{} 1\n{:010} 00000 n \n{} 2\n{:010} 00000 n \n{:010} 00000 n \n", *root, catalogueAt, *size,
                     fileAt, specAt);
  out += fmt::format("trailer\n<< /Size {} /Root {} 0 R /Info {} 0 R /Prev {} >>\nstartxref\n{}\n%%EOF\n", *size + 2,
                     *root, *info, *previous, tableAt);
  return out;
}

std::optional<AttachedText> detachText(std::string_view file, std::string_view name) {
  const auto mark = file.rfind(kMark);
  if (mark == std::string_view::npos) return std::nullopt;
  AttachedText out;
  out.pages = std::string(file.substr(0, mark));
  const auto added = file.substr(mark);
  constexpr std::string_view kStream = ">>\nstream\n";
  const auto from = added.find(kStream);
  const auto length = numberAfter(added.substr(0, from), "/Length");
  if (from == std::string_view::npos || !length) return std::nullopt;
  out.text = std::string(added.substr(from + kStream.size(), *length));
  const auto again = attachText(out.pages, name, out.text);
  if (!again.ok() || *again != file) return std::nullopt;
  return out;
}

}  // namespace medcredit::formats
