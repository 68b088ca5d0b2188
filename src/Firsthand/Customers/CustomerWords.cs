namespace Firsthand.Customers;

/// <summary>Stages and consents as a person reads them.</summary>
internal static class CustomerWords
{
    extension(CustomerStage stage)
    {
        /// <summary>"at risk"; nothing where nobody said.</summary>
        public string Title => stage switch
        {
            CustomerStage.Unknown => "",
            CustomerStage.AtRisk => "at risk",
            _ => stage.ToString().ToLowerInvariant(),
        };
    }

    extension(Consent consent)
    {
        public string Title => consent switch
        {
            Consent.Record => "may be recorded",
            Consent.QuoteInside => "may be quoted inside the company",
            Consent.QuoteByName => "may be quoted by name",
            Consent.Withdrawn => "withdrew their consent",
            _ => "was not asked",
        };
    }
}
