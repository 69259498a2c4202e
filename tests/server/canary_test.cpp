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
#include "formats/table_writer.h"
#include "formats/zip_archive.h"
#include "server/cells.h"
#include "service/access/delegates.h"

namespace medcredit::test {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

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

/// The parts of a ZIP container (workbooks) unpacked; empty for anything else.
std::vector<std::pair<std::string, std::string>> unpacked(const std::string& bytes) {
  std::vector<std::pair<std::string, std::string>> parts;
  if (!bytes.starts_with("PK\x03\x04")) return parts;
  const TempDir folder;
  writeFile(folder / "answer.zip", bytes);
  const auto archive = must(formats::ZipArchive::open(must(formats::FileBytes::open(folder / "answer.zip")), {}));
  constexpr std::size_t kLargestPart = std::size_t{64} << 20U;
  for (const auto& entry : archive->entries())
    parts.emplace_back(entry.name, must(archive->readAll(entry, kLargestPart)));
  return parts;
}

/// A workbook of rows with the entry's own labels as header.
std::string workbookOf(const domain::CatalogueEntry& entry, const std::vector<std::vector<std::string>>& rows) {
  const TempDir folder;
  std::vector<std::string> header;
  for (const auto& field : entry.fieldSet.fields) header.push_back(field.name);
  const auto writer = must(formats::makeTableWriter(folder / "sent.xlsx", "数据", header));
  for (const auto& row : rows) must(writer->row(row));
  must(writer->finish());
  return readFile(folder / "sent.xlsx");
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
    sendFiles();
  }
  /// … as one.
  void crawlAs(const std::string& who) { askAll(who); }
  /// The bytes beside the answers.
  void scanServer() {
    search("server", "standard output", server_.process().out(), {});
    search("server", "log", server_.process().err(), {});
  }
  /// Every file of the store and beside it, as one finds them who copies the disk: no identity number. Names of persons
  /// lie open in the store, since the search over a million subjects needs them (R-SUBJ-07), and so does the free text
  /// of decisions; both are masked when they leave, and neither stands in a log.
  void scanStore(const fs::path& beside) {
    std::set<std::string> open;
    for (const auto& [token, forms] : tokens_) {
      if (std::string_view(token.what).find("identity") == std::string_view::npos) open.insert(token.text);
    }
    for (const fs::path& folder : {fs::path(server_.location().dataDir), beside}) {
      for (const auto& file : fs::recursive_directory_iterator(folder)) {
        if (!file.is_regular_file()) continue;
        ++files_;
        const bool log = file.path().extension() == ".log";
        search("disk", file.path().filename().string(), readFile(file.path()), log ? std::set<std::string>{} : open);
      }
    }
  }
  [[nodiscard]] std::size_t files() const { return files_; }
  [[nodiscard]] std::size_t events() const { return events_; }
  [[nodiscard]] std::size_t parts() const { return parts_; }

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

  /// Looks for every token that is not among the allowed ones, in the bytes and in what is packed in them.
  void search(const std::string& who, const std::string& where, const std::string& text,
              const std::set<std::string>& allowed) {
    searchBytes(who, where, text, allowed);
    for (const auto& [name, part] : unpacked(text)) {
      ++parts_;
      searchBytes(who, where + " part " + name, part, allowed);
    }
  }

 private:
  void searchBytes(const std::string& who, const std::string& where, const std::string& text,
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
    if (who == "subject" && (op.id == "myArchive" || op.id == "myDelegations" || op.id == "ownDelegates"))
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
          searchReply(who, op.id + " " + cell.call.target, reply, allowedFor(who, op, cell, place, person));
        }
      }
    }
    metrics();
  }
  void metrics() {
    auto nobody = server_.anybody();
    search("nobody", "metrics", nobody.get("/metrics").body, {});
  }
  void searchReply(const std::string& who, const std::string& where, const HttpReply& reply,
                   const std::set<std::string>& allowed) {
    ++answers_;
    const std::string asker = who.empty() ? "nobody" : who;
    search(asker, where + " " + std::to_string(reply.status), reply.body, allowed);
    for (const auto& [name, value] : reply.headers) search(asker, where + " " + name, value, allowed);
  }
  void get(const std::string& who, const std::string& path, const std::set<std::string>& allowed = {}) {
    auto nobody = server_.anybody();
    searchReply(who, path, who.empty() ? nobody.get(path) : server_.as(who).get(path), allowed);
  }

  /// A workbook in which one row cannot be taken, as the clerk sends it: its job with its events, its batch, findings
  /// and the annotated return, asked for by everybody. Only those who enter for the unit get the return, which is the
  /// sender's own file.
  void sendFiles() {
    for (const bool person : {false, true}) {
      const auto& entry = *law().entry(person ? "CF-NP" : "CF-ORG");
      RowChanges values = planted(0, person);
      if (person) values.insert({"doc-no", world_.place(Relation::kOwn).personCode});
      RowChanges wrong = values;
      wrong.insert({"decision-date", "2026-02-30"});
      const auto sent = workbookOf(entry, {sampleRow(entry, 90, values), sampleRow(entry, 91, wrong)});
      const auto accepted =
          server_.as("clerk").upload("/api/imports?entry=" + entry.code + "&unit=U1&name=sent.xlsx", sent);
      if (accepted.status != 202) throw std::runtime_error("not accepted: " + accepted.body);
      const auto job = "/api/jobs/" + std::string(accepted.json().at("job").as_string());
      followEvents(job + "/events");
      const auto result = server_.as("clerk").get(job).json().at("result");
      const auto batch = "/api/batches/" + std::string(result.at("batch").as_string());
      if (!server_.as("clerk").get(batch).json().at("annotated").as_bool()) throw std::runtime_error("no return");
      std::vector<std::string> everybody{"", "clerk@U2", "clerk@C1"};
      for (const auto& [role, permissions] : rolesOfTheFile()) everybody.push_back(role);
      for (const auto& who : everybody) {
        for (const auto& path : {job, job + "/events", batch, batch + "/findings"}) get(who, path);
        std::set<std::string> own;
        if (who == "clerk") addOf(world_.place(Relation::kOwn), person, own);
        get(who, batch + "/annotated", own);
      }
    }
  }
  void followEvents(const std::string& path) {
    HttpClient stream(server_.port());
    const auto head = stream.openEvents(path, {{"Cookie", server_.as("clerk").cookie}});
    if (head.status != 200) throw std::runtime_error(path + ": " + head.body);
    while (const auto event = stream.nextEvent()) {
      ++events_;
      search("clerk", path, event->id + "\n" + event->event + "\n" + event->data, {});
    }
  }
  /// The file of a bulk export is masked.
  void exportAsStaff() {
    auto& staff = server_.as("business-office");
    for (const std::string entry : {"CF-NP", "CF-ORG"}) exportOne(staff, entry, "csv"), exportOne(staff, entry, "xlsx");
    const auto file = server_.as("central-desk").post("/api/publicity/export", R"({"entry":"CF-ORG","format":"xlsx"})");
    searchReply("central-desk", "publicity export", file, {});
  }
  void exportOne(Caller& staff, const std::string& entry, const std::string& format) {
    const auto made =
        staff.post("/api/exports", R"({"entry":")" + entry + R"(","purpose":"supervision","reason":"总结","format":")" +
                                       format + R"("})");
    if (made.status != 201) {
      leaks_.push_back({"business-office", "export not made: " + made.body, ""});
      return;
    }
    const auto id = std::string(made.json().at("id").as_string());
    const auto file = staff.get("/api/exports/" + id + "/file");
    ++answers_;
    if (file.status != 200) leaks_.push_back({"business-office", "export not given: " + file.body, ""});
    search("business-office", "export of " + entry + " as " + format, file.body, {});
  }

  TestServer& server_;
  World world_;
  std::vector<std::pair<Token, std::vector<std::string>>> tokens_;
  std::vector<Leak> leaks_;
  std::set<std::string> asked_;
  std::size_t answers_ = 0, bytes_ = 0, files_ = 0, events_ = 0, parts_ = 0;
};

TestServerOptions onTheDay() {
  TestServerOptions options;
  options.today = "2026-03-10";
  return options;
}

TEST(Canary, NothingSensitiveLeavesBeyondThePolicy) {
  REQ("R-DISC-10", "R-DISC-07", "R-SEC-02", "R-SEC-04", "R-DISC-01");
  // Given a server with a log file and daily copies beside it
  const TempDir beside;
  auto options = onTheDay();
  options.serve = {"--log", (beside / "server.log").string(), "--backup", (beside / "copies").string()};
  TestServer server(MC_BINARY, options);
  CanaryRun run(server);
  // When everybody has asked for everything, then neither the answers nor the disk tell more than they may
  run.crawl();
  run.scanServer();
  run.scanStore(beside.path());
  EXPECT_TRUE(run.leaks().empty()) << run.report();
  EXPECT_GT(run.answers(), 2000U);
  EXPECT_GT(run.files(), 3U);
  EXPECT_GT(run.events(), 6U);
  EXPECT_GT(run.parts(), 20U);
  std::cout << "canary: " << run.answers() << " answers, " << run.events() << " events, " << run.parts()
            << " parts of workbooks, " << run.files() << " files, " << run.bytes() << " bytes searched\n";
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

TEST(Canary, FindsATokenInsideAWorkbookAndOnTheDisk) {
  // Given a workbook that holds a token of every kind, and a file beside the store with one
  TestServer server(MC_BINARY, onTheDay());
  CanaryRun run(server);
  const auto& own = run.world().place(Relation::kOwn);
  run.search("nobody", "bytes", workbookOf(*law().entry("CF-NP"), {{own.personCode}}), {});
  ASSERT_EQ(run.leaks().size(), 1U) << "a packed number is found";
  EXPECT_NE(run.leaks()[0].where.find("part "), std::string::npos);
  const TempDir beside;
  writeFile(beside / "left.tmp", "x" + own.personCode + "y");
  run.scanStore(beside.path());
  ASSERT_EQ(run.leaks().size(), 2U) << run.report();
  EXPECT_EQ(run.leaks()[1].where, "left.tmp");
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
