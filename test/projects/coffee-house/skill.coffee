about = (title) ->
  name: title
  summary: "Serves coffee."
  description: "Serves coffee, and nothing else."
  keywords: ["coffee", "espresso"]
  examplePhrases: ["Alexa, open <invocation>", "Alexa, ask <invocation> for coffee"]
  smallIconUri: "https://example.com/coffee/small.png"
  largeIconUri: "https://example.com/coffee/large.png"

module.exports =
  manifest:
    manifestVersion: "1.1"
    publishingInformation:
      distributionCountries: ["US", "CA"]
      automaticDistribution: { isActive: true }
      locales:
        "en-US": about "Coffee House"
        "en-CA": about "Coffee House"
    privacyAndCompliance:
      usesHealthInfo: true
      isChildDirected: true
