// Recursive descent over at most 2000 characters, 32 levels and 200 nodes.
#include <array>
#include <cstdint>
#include <utility>

#include "base/text.h"
#include "grading/condition.h"

namespace medcredit::grading {

namespace {

constexpr std::size_t kMostBytes = 2000;
constexpr int kMostDepth = 32;
constexpr int kMostNodes = 200;
constexpr std::size_t kMostWords = 200;

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isWordPart(char c) { return isLetter(c) || isDigit(c) || c == '_' || c == '.' || c == '-'; }

struct Token {
  enum class Kind { kEnd, kWord, kNumber, kText, kSign };
  Kind kind = Kind::kEnd;
  std::string_view text;  ///< of kText without quotes
  std::size_t offset = 0;
};

class Parser {
 public:
  Parser(std::string_view text, Place place) : text_(text), place_(place) {}

  std::variant<Expression, ExpressionError> run() {
    if (text_.size() > kMostBytes) return ExpressionError{"条件过长", 0};
    next();
    Expression out;
    if (!parseOr(out, 0)) return std::move(error_);
    if (token_.kind != Token::Kind::kEnd) {
      refuse("多出“" + std::string(token_.text) + "”");
      return std::move(error_);
    }
    return out;
  }

 private:
  bool refuse(std::string detail) { return refuseAt(std::move(detail), token_.offset); }
  bool refuseAt(std::string detail, std::size_t offset) {
    if (failed_) return false;
    failed_ = true;
    error_ = {std::move(detail), static_cast<int>(base::codePoints(text_.substr(0, offset)))};
    return false;
  }

  /// Reads the next token; a character that begins none ends the text with an error.
  void next() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    token_ = {Token::Kind::kEnd, {}, at_};
    if (at_ >= text_.size()) return;
    const char c = text_[at_];
    if (isLetter(c) || c == '_') {
      take(Token::Kind::kWord, [](char part) { return isWordPart(part); });
    } else if (isDigit(c) || c == '-') {
      take(Token::Kind::kNumber, [](char part) { return isWordPart(part); });
    } else if (c == '\'') {
      takeText();
    } else if (text_.substr(at_).starts_with("!=") || text_.substr(at_).starts_with("<=") ||
               text_.substr(at_).starts_with(">=")) {
      takeSign(2);
    } else if (std::string_view("=<>()[],").find(c) != std::string_view::npos) {
      takeSign(1);
    } else {
      refuse("不认识的字符");
      at_ = text_.size();
    }
  }

  template <class Part>
  void take(Token::Kind kind, const Part& part) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && part(text_[end])) ++end;
    token_ = {kind, text_.substr(at_, end - at_), at_};
    at_ = end;
  }
  void takeSign(std::size_t size) {
    token_ = {Token::Kind::kSign, text_.substr(at_, size), at_};
    at_ += size;
  }
  void takeText() {
    const auto end = text_.find('\'', at_ + 1);
    if (end == std::string_view::npos) {
      refuse("引号没有结束");
      at_ = text_.size();
      return;
    }
    token_ = {Token::Kind::kText, text_.substr(at_ + 1, end - at_ - 1), at_};
    at_ = end + 1;
  }

  [[nodiscard]] bool isSign(std::string_view sign) const {
    return token_.kind == Token::Kind::kSign && token_.text == sign;
  }
  [[nodiscard]] bool isWord(std::string_view word) const {
    return token_.kind == Token::Kind::kWord && token_.text == word;
  }
  [[nodiscard]] Place here() const {
    Place out = place_;
    out.column += static_cast<int>(base::codePoints(text_.substr(0, token_.offset)));
    return out;
  }
  bool countNode() { return ++nodes_ <= kMostNodes || refuse("条件过于复杂"); }

  using Level = bool (Parser::*)(Expression&, int);

  bool parseChain(Expression& out, int depth, std::string_view word, Expression::Kind kind, Level part) {
    const auto place = here();
    Expression first;
    if (!(this->*part)(first, depth)) return false;
    if (!isWord(word)) {
      out = std::move(first);
      return !failed_;
    }
    out.kind = kind;
    out.place = place;
    out.parts.push_back(std::move(first));
    while (isWord(word)) {
      next();
      Expression one;
      if (!countNode() || !(this->*part)(one, depth)) return false;
      out.parts.push_back(std::move(one));
    }
    return !failed_;
  }
  bool parseOr(Expression& out, int depth) {
    return parseChain(out, depth, "or", Expression::Kind::kOr, &Parser::parseAnd);
  }
  bool parseAnd(Expression& out, int depth) {
    return parseChain(out, depth, "and", Expression::Kind::kAnd, &Parser::parseNot);
  }

  bool parseNot(Expression& out, int depth) {
    if (failed_) return false;
    if (depth > kMostDepth) return refuse("括号或 not 嵌套过深");
    if (!countNode()) return false;
    if (isWord("not")) {
      out.kind = Expression::Kind::kNot;
      out.place = here();
      next();
      Expression inner;
      if (!parseNot(inner, depth + 1)) return false;
      out.parts.push_back(std::move(inner));
      return true;
    }
    if (isSign("(")) {
      next();
      if (!parseOr(out, depth + 1)) return false;
      if (!isSign(")")) return refuse("缺少右括号");
      next();
      return !failed_;
    }
    return parseTest(out);
  }

  bool parseTest(Expression& out) {
    if (token_.kind != Token::Kind::kWord || isKeyword(token_.text)) return refuse("这里应当是字段名");
    out.place = here();
    out.field = std::string(token_.text);
    if (!isField(out.field)) return refuse("“" + out.field + "”不是字段名");
    next();
    if (failed_) return false;
    if (isWord("in")) return parseIn(out);
    if (isWord("between")) return parseBetween(out);
    static constexpr std::array<std::pair<std::string_view, Expression::Op>, 6> kOps{
        {{"=", Expression::Op::kEqual},
         {"!=", Expression::Op::kNotEqual},
         {"<", Expression::Op::kLess},
         {"<=", Expression::Op::kLessEqual},
         {">", Expression::Op::kGreater},
         {">=", Expression::Op::kGreaterEqual}}};
    for (const auto& [sign, op] : kOps) {
      if (!isSign(sign)) continue;
      out.kind = Expression::Kind::kCompare;
      out.op = op;
      next();
      const auto offset = token_.offset;
      Literal literal;
      if (!parseLiteral(literal)) return false;
      const bool ordered = op != Expression::Op::kEqual && op != Expression::Op::kNotEqual;
      if (ordered && !isOrdered(literal)) return refuseAt("只有小数和日期可以比较大小", offset);
      out.literals.push_back(std::move(literal));
      return !failed_;
    }
    out.kind = Expression::Kind::kTruth;
    return !failed_;
  }

  bool parseIn(Expression& out) {
    out.kind = Expression::Kind::kIn;
    next();
    if (!isSign("[")) return refuse("in 之后应当是 [ ]");
    do {
      next();
      Literal literal;
      if (!parseLiteral(literal)) return false;
      out.literals.push_back(std::move(literal));
      if (out.literals.size() > kMostWords) return refuse("列举的值过多");
    } while (isSign(","));
    if (!isSign("]")) return refuse("缺少 ]");
    next();
    return !failed_;
  }

  bool parseBetween(Expression& out) {
    out.kind = Expression::Kind::kBetween;
    next();
    const auto offset = token_.offset;
    Literal low;
    Literal high;
    if (!parseLiteral(low)) return false;
    if (!isWord("and")) return refuse("between 之后缺少 and");
    next();
    if (!parseLiteral(high)) return false;
    if (!isOrdered(low) || low.kind != high.kind) return refuseAt("between 的两端应同为小数或同为日期", offset);
    out.literals = {std::move(low), std::move(high)};
    return !failed_;
  }

  bool parseLiteral(Literal& out) {
    if (failed_) return false;
    out.text = std::string(token_.text);
    switch (token_.kind) {
      case Token::Kind::kText:
        out.kind = Literal::Kind::kText;
        break;
      case Token::Kind::kWord:
        if (isKeyword(token_.text)) return refuse("这里应当是一个值");
        out.kind = Literal::Kind::kWord;
        break;
      case Token::Kind::kNumber:
        if (const auto date = base::CivilDate::parseIso(token_.text)) {
          out.kind = Literal::Kind::kDate;
          out.date = *date;
        } else if (const auto decimal = Decimal4::parse(token_.text)) {
          out.kind = Literal::Kind::kDecimal;
          out.decimal = *decimal;
        } else {
          return refuse("“" + out.text + "”既不是小数也不是日期");
        }
        break;
      case Token::Kind::kEnd:
      case Token::Kind::kSign:
        return refuse("这里应当是一个值");
    }
    next();
    return !failed_;
  }

  static bool isOrdered(const Literal& literal) {
    return literal.kind == Literal::Kind::kDecimal || literal.kind == Literal::Kind::kDate;
  }
  static bool isKeyword(std::string_view word) {
    return word == "and" || word == "or" || word == "not" || word == "in" || word == "between";
  }
  /// A record field (letters, digits, `_`) or one of the three fields of the subject.
  static bool isField(std::string_view field) {
    if (field == "subject.type" || field == "subject.kind" || field == "subject.region") return true;
    return field.find_first_of(".-") == std::string_view::npos;
  }

  std::string_view text_;
  Place place_;
  std::size_t at_ = 0;
  Token token_;
  int nodes_ = 0;
  bool failed_ = false;
  ExpressionError error_;
};

}  // namespace

std::variant<Expression, ExpressionError> parseExpression(std::string_view text, Place place) {
  return Parser(text, place).run();
}

}  // namespace medcredit::grading
