// The canary oracle: unique tokens in every sensitive field of organisations and natural persons; every operation is
// asked as every role; every byte that comes back, and every byte the server writes beside, is searched for the tokens
// in every encoding they could travel in. What may appear is what the disclosure policy allows, and nothing else.
#include <gtest/gtest.h>

#include <iconv.h>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/base64.h"
#include "server/cells.h"
#include "service/access/delegates.h"

namespace medcredit::test {
namespace {

namespace fs = std::filesystem;

/// A planted value: whose it is and what it is.
struct Token {
  std::string text;
  std::size_t place = 0;
  bool person = false;  ///< of the natural person; else of the organisation (its legal representative, its texts)
  const char* what = "";
};

std::string phoneOf(std::size_t place, bool person) {
  return "1380379" + std::to_string(1000 + place * 10 + (person ? 1 : 0));
}
/// Number of the sample citizen that the legal representative of a place is.
int representative(std::size_t place) { return 700 + static_cast<int>(place); }

/// What is put into the records of the world.
RowChanges planted(std::size_t place, bool person) {
  const std::string text = "经查，当事人电话" + phoneOf(place, person) + "，情节轻微";
  if (person) return {{"CF_SY", text}};
  return {{"CF_SY", text}, {"CF_FR_ZJLX", "身份证"}, {"CF_FR_ZJHM", sampleCitizenId(representative(place))}};
}

std::vector<Token> tokensOf(const World& world) {
  std::vector<Token> out;
  for (std::size_t i = 0; i < world.places().size(); ++i) {
    const auto& place = world.places()[i];
    out.push_back({place.personCode, i, true, "identity number"});
    out.push_back({"张测试" + std::to_string(100 + i * 10 + 1), i, true, "name"});
    out.push_back({phoneOf(i, true), i, true, "telephone"});
    out.push_back({sampleCitizenId(representative(i)), i, false, "identity number of the representative"});
    out.push_back({phoneOf(i, false), i, false, "telephone"});
  }
  return out;
}

std::string gbk(const std::string& text) {
  const iconv_t converter = iconv_open("GB18030", "UTF-8");
  std::string in = text;
  std::string out(text.size() * 2 + 8, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t left = in.size();
  std::size_t room = out.size();
  iconv(converter, &from, &left, &to, &room);
  iconv_close(converter);
  out.resize(out.size() - room);
  return out;
}

std::string hexOf(const std::string& text, const char* digits) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

/// "\u5f20": characters outside ASCII as JSON may write them.
std::string escaped(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      out += text[i++];
      continue;
    }
    const unsigned code = ((lead & 0x0FU) << 12U) | ((static_cast<unsigned char>(text[i + 1]) & 0x3FU) << 6U) |
                          (static_cast<unsigned char>(text[i + 2]) & 0x3FU);
    char buffer[8];
    std::snprintf(buffer, sizeof buffer, "\\u%04x", code);
    out += buffer;
    i += 3;
  }
  return out;
}

/// The part of the Base64 text that does not depend on what stands around the token.
std::string base64Core(const std::string& text, std::size_t shift) {
  const auto whole = base::toBase64(std::string(shift, 'x') + text);
  const std::size_t first = shift == 0 ? 0 : 4;
  const std::size_t last = (shift + text.size()) / 3 * 4;
  return whole.substr(first, last - first);
}

std::vector<std::string> encodings(const std::string& token) {
  std::set<std::string> out{token,
                            gbk(token),
                            escaped(token),
                            percentEncoded(token),
                            hexOf(token, "0123456789abcdef"),
                            hexOf(token, "0123456789ABCDEF"),
                            base64Core(token, 0),
                            base64Core(token, 1),
                            base64Core(token, 2)};
  return {out.begin(), out.end()};
}

/// Everything a person asking may be told in clear, by the policy as data (disclosure_policy.yaml):
/// nobody but the subject itself sees sensitive fields in clear without revealing them for a purpose.
struct Leak {
  std::string who, where, what;
};

class CanaryRun {
 public:
  explicit CanaryRun(TestServer& server) : server_(server), world_(server, planted) {
    for (const auto& token : tokensOf(world_)) tokens_.push_back({token, encodings(token.text)});
    makeSubject();
  }

  /// Asks everything as everybody.
  void crawl() {
    for (const auto& [role, permissions] : rolesOfTheFile()) askAll(role);  // every role

    askAll("");
    askAll("clerk@C1");
    askAll("business-office@P1");
    exportAsStaff();
  }
  /// … as one.
  void crawlAs(const std::string& who) { askAll(who); }
  /// The bytes beside the answers.
  void scanServer() {
    search("server", "standard output", server_.process().out(), {});
    search("server", "log", server_.process().err(), {});
  }
  void scanStore() {
    std::error_code ec;
    for (const auto& file : fs::recursive_directory_iterator(server_.location().dataDir, ec)) {
      if (file.is_regular_file(ec)) search("store", file.path().filename().string(), readFile(file.path()), {});
    }
  }

  [[nodiscard]] const std::vector<Leak>& leaks() const { return leaks_; }
  [[nodiscard]] std::size_t answers() const { return answers_; }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] std::string report() const {
    std::string out;
    std::size_t shown = 0;
    for (const auto& leak : leaks_) {
      if (++shown > 20) break;
      out += leak.who + ": " + leak.what + " in " + leak.where + "\n";
    }
    return out + std::to_string(leaks_.size()) + " leaks in " + std::to_string(answers_) + " answers";
  }
  [[nodiscard]] const World& world() const { return world_; }

  /// Looks for every token that is not among the allowed ones.
  void search(const std::string& who, const std::string& where, const std::string& text,
              const std::set<std::string>& allowed) {
    bytes_ += text.size();
    for (const auto& [token, forms] : tokens_) {
      if (allowed.count(token.text) != 0) continue;
      for (const auto& form : forms) {
        if (text.find(form) == std::string::npos) continue;
        leaks_.push_back({who, where, std::string(token.what) + (token.person ? " of a person" : "")});
        break;
      }
    }
  }

 private:
  /// The account "subject" speaks for the natural person of the own authority.
  void makeSubject() {
    (void)server_.as("subject");
    const auto person = service::parsePublicId('S', world_.place(Relation::kOwn).personSubject).value();
    server_.operate([&](service::Context& context) {
      must(service::access::verifyIdentity(
          context, {server_.userId("subject"), world_.place(Relation::kOwn).personCode, "counter"}));
      service::access::NewDelegation delegation;
      delegation.user = server_.userId("subject");
      delegation.subjectId = person;
      delegation.basis = "self";
      must(service::access::authorise(context, delegation));
    });
  }

  /// What this answer may hold in clear.
  [[nodiscard]] std::set<std::string> allowedFor(const std::string& who, const Operation& op, const Cell& cell,
                                                 const Place& place, bool person) const {
    std::set<std::string> out;
    // One's own archive, in clear (海南办法 第三十条)
    if (who == "subject" && (op.id == "myArchive" || op.id == "myDelegations"))
      addOf(world_.place(Relation::kOwn), true, out);
    // Revealed for a declared purpose; names and numbers of the subject asked for
    if (op.id == "revealField") addOf(place, person, out);
    // The exchange file for the credit platform carries what the national standard asks for
    if (op.id == "exportPublicity") {
      for (const auto& every : world_.places()) addOf(every, false, out);
    }
    // What the asker itself put into the address
    for (const auto& [token, forms] : tokens_) {
      if (cell.call.target.find(token.text) != std::string::npos) out.insert(token.text);
    }
    return out;
  }
  void addOf(const Place& place, bool person, std::set<std::string>& out) const {
    for (const auto& [token, forms] : tokens_) {
      if (token.person == person && world_.places()[token.place].unit == place.unit) out.insert(token.text);
    }
  }

  void askAll(const std::string& who) {
    for (const auto& op : operations()) {
      if (touchesSession(op) || op.path.find("/events") != std::string::npos) continue;
      const bool changes =
          op.method != "GET" && op.id != "revealField" && op.id != "exportPublicity" && op.id != "checkIdentifier";
      for (const auto& place : world_.places()) {
        for (const bool person : {false, true}) {
          auto cell = cellFor(op, place, person);
          if (!asked_.insert(who + op.method + cell.call.target + cell.call.body).second) continue;
          // Acts of others than staff are refused; of staff, only those that change nothing are crawled
          if (changes && who != "" && who != "subject") continue;
          HttpReply reply;
          if (who.empty()) {
            auto nobody = server_.anybody();
            reply = nobody.send(cell.call);
          } else {
            reply = server_.as(who).send(cell.call);
          }
          ++answers_;
          std::string all = reply.body;
          for (const auto& [name, value] : reply.headers) all += "\n" + name + ": " + value;
          search(who.empty() ? "nobody" : who, op.id + " " + std::to_string(reply.status) + " " + cell.call.target, all,
                 allowedFor(who, op, cell, place, person));
        }
      }
    }
    metrics();
  }
  void metrics() {
    auto nobody = server_.anybody();
    search("nobody", "metrics", nobody.get("/metrics").body, {});
  }
  /// The file of a bulk export is masked.
  void exportAsStaff() {
    auto& staff = server_.as("business-office");
    for (const char* entry : {"CF-NP", "CF-ORG"}) {
      const auto made = staff.post("/api/exports", std::string(R"({"entry":")") + entry +
                                                       R"(","purpose":"supervision","reason":"总结","format":"csv"})");
      if (made.status != 201) {
        leaks_.push_back({"business-office", "export not made: " + made.body, ""});
        continue;
      }
      const auto id = std::string(made.json().at("id").as_string());
      const auto file = staff.get("/api/exports/" + id + "/file");
      ++answers_;
      if (file.status != 200) leaks_.push_back({"business-office", "export not given: " + file.body, ""});
      search("business-office", std::string("export of ") + entry, file.body, {});
    }
  }

  TestServer& server_;
  World world_;
  std::vector<std::pair<Token, std::vector<std::string>>> tokens_;
  std::vector<Leak> leaks_;
  std::set<std::string> asked_;
  std::size_t answers_ = 0, bytes_ = 0;
};

TestServerOptions onTheDay() {
  TestServerOptions options;
  options.today = "2026-03-10";
  return options;
}

TEST(Canary, NothingSensitiveLeavesBeyondThePolicy) {
  REQ("R-DISC-10", "R-DISC-07", "R-SEC-02", "R-SEC-04", "R-DISC-01");
  TestServer server(MC_BINARY, onTheDay());
  CanaryRun run(server);
  run.crawl();
  run.scanServer();
  EXPECT_TRUE(run.leaks().empty()) << run.report();
  EXPECT_GT(run.answers(), 2000U);
  std::cout << "canary: " << run.answers() << " answers, " << run.bytes() << " bytes searched\n";
}

TEST(Canary, TheSubjectsOwnArchiveProvesThatTheTokensAreThere) {
  // A search that finds nothing proves nothing unless the tokens are really in the store
  TestServer server(MC_BINARY, onTheDay());
  CanaryRun run(server);
  const auto own = server.as("subject").get("/api/me/archive");
  ASSERT_EQ(own.status, 200) << own.body;
  run.search("subject", "own archive", own.body, {});
  std::set<std::string> found;
  for (const auto& leak : run.leaks()) found.insert(leak.what);
  EXPECT_EQ(found, (std::set<std::string>{"identity number of a person", "name of a person", "telephone of a person"}));
}

TEST(Canary, ADeliberatelyOpenedRowIsFound) {
  REQ("R-DISC-10");
  // Given the shipped jurisdictions with one row opened: staff see sensitive fields in clear without a purpose
  const TempDir folder;
  fs::copy(MC_SOURCE_DIR "/jurisdictions", folder / "jurisdictions", fs::copy_options::recursive);
  const auto path = folder / "jurisdictions/national/disclosure_policy.yaml";
  std::string text = readFile(path);
  const std::string closed = "audience: [own-unit], sensitivity: [masked], verdict: mask";
  const auto at = text.find(closed);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, closed.size(), "audience: [own-unit], sensitivity: [masked], verdict: show");
  writeFile(path, text);
  auto options = onTheDay();
  options.jurisdictions = (folder / "jurisdictions").string();
  TestServer server(MC_BINARY, options);
  CanaryRun run(server);
  run.crawlAs("clerk");
  // Then the oracle turns red, and says where
  ASSERT_FALSE(run.leaks().empty());
  EXPECT_NE(run.report().find("getRecord"), std::string::npos) << run.report();
}

TEST(Canary, FindsATokenInEveryEncodingItCouldTravelIn) {
  const std::string token = "张测试101";
  for (const auto& text :
       {std::string("名称：张测试101。"), gbk("当事人张测试101"), std::string("\\u5f20\\u6d4b\\u8bd5101"),
        std::string("q=%E5%BC%A0%E6%B5%8B%E8%AF%95%31%30%31"), base::toBase64("x张测试101y"),
        base::toBase64("xy张测试101"), base::toBase64("xyz张测试101zz"), hexOf(token, "0123456789abcdef")}) {
    bool found = false;
    for (const auto& form : encodings(token)) found = found || text.find(form) != std::string::npos;
    EXPECT_TRUE(found) << text;
  }
  for (const auto& form : encodings(token)) EXPECT_EQ(std::string("名称：张测试102。").find(form), std::string::npos);
}

}  // namespace
}  // namespace medcredit::test
