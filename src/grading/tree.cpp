#include "grading/tree.h"

#include <algorithm>

namespace medcredit::grading {

namespace {

template <class Node>
auto* member(Node& node, std::string_view key) {
  const auto it = std::find_if(node.members.begin(), node.members.end(), [&](const auto& m) { return m.key == key; });
  return it == node.members.end() ? nullptr : &it->value;
}

template <class Node>
auto* itemById(Node& node, std::string_view id) {
  const auto it = std::find_if(node.items.begin(), node.items.end(), [&](const auto& item) {
    const auto* own = member(item, "id");
    return own != nullptr && own->isScalar() && own->text == id;
  });
  return it == node.items.end() ? nullptr : &*it;
}

void putString(std::string_view text, std::string& out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\b') {
      out += "\\b";
    } else if (c == '\f') {
      out += "\\f";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20U) {
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 0xFU];
    } else {
      out += c;
    }
  }
  out += '"';
}

void putScalar(const TreeNode& node, std::string& out) {
  if (!node.quoted) {
    if (const auto value = Decimal4::parse(node.text)) {
      out += value->str();
      return;
    }
    if (node.text == "true" || node.text == "false") {
      out += node.text;
      return;
    }
  }
  putString(node.text, out);
}

void putMap(const TreeNode& node, std::string& out);

void put(const TreeNode& node, std::string& out) {
  switch (node.kind) {
    case TreeNode::Kind::kNull:
      out += "null";
      return;
    case TreeNode::Kind::kScalar:
      putScalar(node, out);
      return;
    case TreeNode::Kind::kSequence:
      out += '[';
      for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (i > 0) out += ',';
        put(node.items[i], out);
      }
      out += ']';
      return;
    case TreeNode::Kind::kMap:
      putMap(node, out);
  }
}

void putMap(const TreeNode& node, std::string& out) {
  std::vector<const TreeNode::Member*> sorted;
  for (const auto& one : node.members) sorted.push_back(&one);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
  out += '{';
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i > 0) out += ',';
    putString(sorted[i]->key, out);
    out += ':';
    put(sorted[i]->value, out);
  }
  out += '}';
}

}  // namespace

TreeNode* TreeNode::get(std::string_view key) { return member(*this, key); }
const TreeNode* TreeNode::get(std::string_view key) const { return member(*this, key); }
TreeNode* TreeNode::byId(std::string_view id) { return itemById(*this, id); }
const TreeNode* TreeNode::byId(std::string_view id) const { return itemById(*this, id); }

TreeNode treeOf(const base::YamlNode& yaml, int source) {
  TreeNode out;
  out.place = {source, yaml.line(), yaml.column()};
  switch (yaml.kind()) {
    case base::YamlNode::Kind::kNull:
      break;
    case base::YamlNode::Kind::kScalar:
      out.kind = TreeNode::Kind::kScalar;
      out.text = yaml.text();
      out.quoted = yaml.quoted();
      break;
    case base::YamlNode::Kind::kSequence:
      out.kind = TreeNode::Kind::kSequence;
      out.items.reserve(yaml.items().size());
      for (const auto& item : yaml.items()) out.items.push_back(treeOf(item, source));
      break;
    case base::YamlNode::Kind::kMap:
      out.kind = TreeNode::Kind::kMap;
      out.members.reserve(yaml.members().size());
      for (const auto& [key, value] : yaml.members()) {
        out.members.push_back({key.text(), {source, key.line(), key.column()}, treeOf(value, source)});
      }
  }
  return out;
}

std::string canonicalJson(const TreeNode& node) {
  std::string out;
  put(node, out);
  return out;
}

std::string canonicalForm(const TreeNode& model) {
  TreeNode out = model;
  std::erase_if(out.members, [](const TreeNode::Member& m) {
    return m.key == "status" || m.key == "tests" || m.key == "extends" || m.key == "replace" || m.key == "add" ||
           m.key == "remove";
  });
  if (auto* edition = out.get("edition")) edition->quoted = true;  // a text, whatever it looks like
  return canonicalJson(out);
}

std::string briefText(const TreeNode& node, std::size_t most) {
  auto out = canonicalJson(node);
  if (out.size() <= most) return out;
  while (most > 0 && (static_cast<unsigned char>(out[most]) & 0xC0U) == 0x80U) --most;
  return out.substr(0, most) + "…";
}

}  // namespace medcredit::grading
