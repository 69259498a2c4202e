// TLS 1.2 and newer, nothing else.
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

#include "service/access/web_client.h"
#include "transport_fixture.h"

namespace medcredit::http {
namespace {

template <class T, void (*Free)(T*)>
struct Freed {
  void operator()(T* thing) const { Free(thing); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509, X509_free>>;

void writePem(const std::filesystem::path& path, const std::function<int(BIO*)>& write) {
  BIO* out = BIO_new_file(path.c_str(), "w");
  ASSERT_NE(out, nullptr);
  EXPECT_EQ(write(out), 1);
  BIO_free(out);
}

class TlsTest : public TransportTest {
 protected:
  void SetUp() override {
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* name = X509_get_subject_name(certificate.get());
    const std::string host = "localhost";
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(host.data()), -1, -1,
                               0);
    X509_set_issuer_name(certificate.get(), name);
    ASSERT_GT(X509_sign(certificate.get(), key.get(), EVP_sha256()), 0);
    keys_ = std::make_unique<test::TempDir>();
    options_.certificateFile = (*keys_ / "cert.pem").string();
    options_.keyFile = (*keys_ / "key.pem").string();
    writePem(options_.certificateFile, [&](BIO* out) { return PEM_write_bio_X509(out, certificate.get()); });
    writePem(options_.keyFile,
             [&](BIO* out) { return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
  }
  [[nodiscard]] test::HttpClient tlsClient(int version) const {
    test::HttpClientOptions options;
    options.tls = true;
    options.tlsVersion = version;
    return client(options);
  }
  std::unique_ptr<test::TempDir> keys_;
};

TEST_F(TlsTest, SpeaksTls12And13AndNothingOlder) {
  start();
  for (const auto& [version, name] : {std::pair{12, "TLSv1.2"}, std::pair{13, "TLSv1.3"}, std::pair{0, "TLSv1.3"}}) {
    auto c = tlsClient(version);
    const auto reply = c.get("/hello");
    EXPECT_EQ(reply.body, "hello") << name;
    EXPECT_EQ(c.tlsVersion(), name);
    EXPECT_EQ(reply.header("Strict-Transport-Security"), "max-age=31536000");
    EXPECT_EQ(c.post("/echo", std::string(900, 'x')).body.size(), 900U);
  }
  for (const int old : {10, 11}) EXPECT_FALSE(tlsClient(old).connect()) << old;
  auto plain = client();
  EXPECT_EQ(plain.get("/hello").status, 0) << "no plain HTTP on a TLS port";
  EXPECT_EQ(handled().size(), 6U);
}

TEST_F(TlsTest, WithoutTlsThereIsNoStrictTransport) {
  options_.certificateFile = options_.keyFile = "";
  start();
  auto c = client();
  EXPECT_EQ(c.get("/hello").header("Strict-Transport-Security"), "");
}

TEST_F(TlsTest, SaysThatCertificateOrKeyCannotBeUsed) {
  test::writeFile(*keys_ / "broken.pem", "not a certificate");
  const ServerOptions good = options_;
  options_.certificateFile = (*keys_ / "broken.pem").string();
  EXPECT_EQ(tryStart().error().code, "HTTP-0011");
  options_ = good;
  options_.keyFile = (*keys_ / "missing.pem").string();
  EXPECT_EQ(tryStart().error().code, "HTTP-0011");
  options_ = good;
  options_.keyFile = "";
  EXPECT_EQ(tryStart().error().code, "HTTP-0011") << "one without the other";
}

TEST_F(TlsTest, OurOwnClientTrustsTheAuthoritiesItWasGivenAndNoOthers) {
  start();
  const service::access::WebRequest request{"https://localhost:" + std::to_string(server_->port()) + "/hello", {}, {}};
  const auto trusted = service::access::CurlClient(options_.certificateFile).send(request);
  ASSERT_TRUE(trusted.ok()) << trusted.error().arg("reason");
  EXPECT_EQ(trusted->body, "hello");
  const auto stranger = service::access::CurlClient("").send(request);
  ASSERT_FALSE(stranger.ok());
  EXPECT_EQ(stranger.error().code, "ACCS-0304");
  EXPECT_NE(stranger.error().arg("reason").find("证书不可信"), std::string_view::npos);
  const auto otherName = service::access::CurlClient(options_.certificateFile)
                             .send({"https://127.0.0.1:" + std::to_string(server_->port()) + "/hello", {}, {}});
  EXPECT_FALSE(otherName.ok()) << "a certificate for another name";
}

}  // namespace
}  // namespace medcredit::http
