namespace Firsthand.Engine.Statistics;

/// <summary>The running bet on which variant a visitor was assigned, given whether they converted.</summary>
internal struct AssignmentBet(double yes, double no)
{
    private double visitorsA, conversionsA, visitorsB, conversionsB;

    public double LnE { get; private set; }

    public void See(Visitor visitor)
    {
        double shareA = (conversionsA + yes) / (visitorsA + yes + no), shareB = (conversionsB + yes) / (visitorsB + yes + no), rho = visitor.ChanceOfB;
        var (fitA, fitB) = visitor.Converted ? (shareA, shareB) : (1 - shareA, 1 - shareB);
        // P(variant | outcome) / P(variant): the chance of the variant itself cancels.
        LnE += Math.Log((visitor.InB ? fitB : fitA) / (rho * fitB + (1 - rho) * fitA));
        var converted = visitor.Converted ? 1 : 0;
        if (visitor.InB) (visitorsB, conversionsB) = (visitorsB + 1, conversionsB + converted);
        else (visitorsA, conversionsA) = (visitorsA + 1, conversionsA + converted);
    }
}
